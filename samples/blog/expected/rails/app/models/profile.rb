# frozen_string_literal: true

# What a user tells of themselves; at most one for each.
#
# Made by Tenon from model.tenon.yaml: change that, not this file.
class Profile < ApplicationRecord
  self.primary_key = :user_id

  belongs_to :user, inverse_of: :profile

  validates :display_name, presence: true, length: { maximum: 80 }
  validates :bio, length: { maximum: 500 }
  validates :website, length: { maximum: 500 }, format: { with: /\Ahttps?:\/\//, allow_nil: true }
  validates :born_on, comparison: { greater_than_or_equal_to: Date.iso8601("1900-01-01"), allow_nil: true }
  validates :user_id, uniqueness: true
end
