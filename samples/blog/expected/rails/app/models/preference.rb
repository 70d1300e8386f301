# frozen_string_literal: true

# One setting of a user; keys come and go with features, so they are rows.
#
# Made by Tenon from model.tenon.yaml: change that, not this file.
class Preference < ApplicationRecord
  self.primary_key = [:user_id, :name]

  belongs_to :user, inverse_of: :preferences

  validates :name, presence: true, length: { maximum: 60 }
  validates :value, exclusion: { in: [nil] }
  validates :name, uniqueness: { scope: :user_id }

  scope :of_user, ->(user) { where(user: user) }
end
