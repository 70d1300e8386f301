# frozen_string_literal: true

# An article.
#
# Made by Tenon from model.tenon.yaml: change that, not this file.
class Post < ApplicationRecord
  enum :state, { draft: "draft", published: "published", archived: "archived" }, validate: true

  belongs_to :author, class_name: "User", inverse_of: :posts

  has_many :post_tags, inverse_of: :post, dependent: :delete_all
  has_many :comments, foreign_key: :subject_post_id, inverse_of: :subject_post, dependent: :destroy
  has_many :tags, through: :post_tags

  validates :slug, presence: true, length: { maximum: 120 }, format: { with: /\A[a-z0-9]+(-[a-z0-9]+)*\z/ }
  validates :title, presence: true, length: { maximum: 200 }
  validates :body, presence: true
  validates :word_count, presence: true, numericality: { only_integer: true, greater_than_or_equal_to: 0 }
  validates :slug, uniqueness: { scope: :author_id, conditions: -> { where(deleted_at: nil) } }, if: -> { self[:deleted_at].nil? }

  scope :kept, -> { where(deleted_at: nil) }
  scope :deleted, -> { where.not(deleted_at: nil) }
  scope :front_page, -> { where(state: "published", deleted_at: nil).order(published_at: :desc).limit(20).includes(:author) }
  scope :of_author, ->(author) { where(deleted_at: nil).where(author: author).order(published_at: :desc).limit(20) }

  def self.by_slug(author, slug)
    where(deleted_at: nil).find_by(author: author, slug: slug)
  end
end
