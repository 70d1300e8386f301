# frozen_string_literal: true

# An account elsewhere, by which a user may sign in.
#
# Made by Tenon from model.tenon.yaml: change that, not this file.
class SocialAccount < ApplicationRecord
  enum :provider, { google: "google", github: "github", mastodon: "mastodon" }, validate: true

  attr_readonly :subject

  belongs_to :user, inverse_of: :social_accounts

  validates :subject, presence: true, length: { maximum: 255 }
  validates :subject, uniqueness: { scope: :provider }

  def self.sign_in(provider, subject)
    includes(:user).find_by(provider: provider, subject: subject)
  end
end
