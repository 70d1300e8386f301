# frozen_string_literal: true

# Who writes.
#
# Made by Tenon from model.tenon.yaml: change that, not this file.
class Author < ApplicationRecord
  enum mood: { calm: "calm", angry: "angry" }

  has_many :books, inverse_of: :author, dependent: :delete_all

  validates :name, presence: true, length: { maximum: 40 }
  validates :mood, presence: true
  validates :joined_at, presence: true
  validates :share, presence: true, numericality: { greater_than_or_equal_to: 0, less_than_or_equal_to: 100 }
  validates :name, uniqueness: true
end
