# frozen_string_literal: true

# Who writes.
#
# Made by Tenon from model.tenon.yaml: change that, not this file.
class Author < ApplicationRecord
  attribute :born_on, :date
  attribute :joined_at, SqliteTime.new("%Y-%m-%d %H:%M:%S.%L")
  attribute :share, :decimal
  attribute :created_at, SqliteTime.new("%Y-%m-%d %H:%M:%S.%L")
  attribute :updated_at, SqliteTime.new("%Y-%m-%d %H:%M:%S.%L")

  enum :mood, { calm: "calm", angry: "angry" }

  has_many :books, inverse_of: :author, dependent: :delete_all

  validates :name, presence: true, length: { maximum: 40 }
  validates :mood, presence: true
  validates :born_on, comparison: { greater_than_or_equal_to: Date.iso8601("1800-01-01"), allow_nil: true }
  validates :joined_at, presence: true
  validates :share, presence: true, numericality: { greater_than_or_equal_to: 0, less_than_or_equal_to: 100 }
  validates :name, uniqueness: true
end
