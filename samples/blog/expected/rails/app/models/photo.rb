# frozen_string_literal: true

# A picture, kept in an object store.
#
# Made by Tenon from model.tenon.yaml: change that, not this file.
class Photo < ApplicationRecord
  attr_readonly :object_key, :megapixels

  belongs_to :owner, class_name: "User", inverse_of: :photos

  has_many :comments, foreign_key: :subject_photo_id, inverse_of: :subject_photo, dependent: :destroy

  validates :object_key, presence: true, length: { maximum: 200 }
  validates :caption, length: { maximum: 300 }
  validates :width, presence: true, numericality: { only_integer: true, greater_than: 0 }
  validates :height, presence: true, numericality: { only_integer: true, greater_than: 0 }
  validates :object_key, uniqueness: true

  scope :of_owner, ->(owner) { where(owner: owner).order(created_at: :desc).limit(30) }
end
