# frozen_string_literal: true

# A person who can sign in.
#
# Made by Tenon from model.tenon.yaml: change that, not this file.
class User < ApplicationRecord
  has_many :user_user_followings, class_name: "UserFollowing", inverse_of: :user, dependent: :delete_all
  has_many :following_user_followings, class_name: "UserFollowing", foreign_key: :following_id, inverse_of: :following, dependent: :delete_all
  has_one :profile, inverse_of: :user, dependent: :destroy
  has_many :preferences, inverse_of: :user, dependent: :destroy
  has_many :social_accounts, inverse_of: :user, dependent: :destroy
  has_many :posts, foreign_key: :author_id, inverse_of: :author, dependent: :restrict_with_error
  has_many :photos, foreign_key: :owner_id, inverse_of: :owner, dependent: :restrict_with_error
  has_many :comments, foreign_key: :author_id, inverse_of: :author, dependent: :destroy
  has_many :following, through: :user_user_followings
  has_many :followers, through: :following_user_followings, source: :user

  validates :email, presence: true, length: { maximum: 255 }, format: { with: /\A[^@\s]+@[^@\s]+\z/ }
  validates :handle, presence: true, length: { maximum: 30 }, format: { with: /\A[a-z][a-z0-9_]{2,29}\z/ }
  validates :password_hash, length: { maximum: 255 }
  validates :is_active, inclusion: { in: [true, false] }
  validates :email, uniqueness: true
  validates :handle, uniqueness: true

  def self.sign_in(email)
    where(is_active: true).find_by(email: email)
  end

  def self.profile(handle)
    includes(:profile).find_by(handle: handle)
  end
end
