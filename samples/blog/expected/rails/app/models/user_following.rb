# frozen_string_literal: true

# Made by Tenon from model.tenon.yaml: change that, not this file.
class UserFollowing < ApplicationRecord
  self.primary_key = [:user_id, :following_id]

  belongs_to :user, inverse_of: :user_user_followings
  belongs_to :following, class_name: "User", inverse_of: :following_user_followings

  validates :following_id, uniqueness: { scope: :user_id }
end
