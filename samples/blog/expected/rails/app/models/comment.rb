# frozen_string_literal: true

# What somebody wrote below a post or a photo.
#
# Made by Tenon from model.tenon.yaml: change that, not this file.
class Comment < ApplicationRecord
  belongs_to :author, class_name: "User", inverse_of: :comments
  belongs_to :parent, class_name: "Comment", optional: true, inverse_of: :replies
  belongs_to :subject_post, class_name: "Post", optional: true, inverse_of: :comments
  belongs_to :subject_photo, class_name: "Photo", optional: true, inverse_of: :comments

  has_many :replies, class_name: "Comment", foreign_key: :parent_id, inverse_of: :parent, dependent: :destroy

  validates :body, presence: true, length: { minimum: 1, maximum: 5000 }

  scope :of_post, ->(subject_post) { where(subject_post: subject_post).order(created_at: :asc).limit(50).includes(:author) }
  scope :of_photo, ->(subject_photo) { where(subject_photo: subject_photo).order(created_at: :asc).limit(50).includes(:author) }

  def subject
    subject_post || subject_photo
  end

  def subject=(record)
    self.subject_post = (record if record.is_a?(Post))
    self.subject_photo = (record if record.is_a?(Photo))
  end
end
