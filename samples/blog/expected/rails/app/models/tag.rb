# frozen_string_literal: true

# A word that posts are found by.
#
# Made by Tenon from model.tenon.yaml: change that, not this file.
class Tag < ApplicationRecord
  self.primary_key = :name

  has_many :post_tags, foreign_key: :tag_name, inverse_of: :tag, dependent: :delete_all
  has_many :posts, through: :post_tags

  validates :name, presence: true, length: { maximum: 40 }
  validates :name, uniqueness: true
end
