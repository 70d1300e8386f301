# frozen_string_literal: true

# Made by Tenon from model.tenon.yaml: change that, not this file.
class Book < ApplicationRecord
  self.primary_key = nil

  attribute :tags, :json
  attribute :created_at, SqliteTime.new("%Y-%m-%d %H:%M:%S.%L")
  attribute :updated_at, SqliteTime.new("%Y-%m-%d %H:%M:%S.%L")
  attribute :deleted_at, SqliteTime.new("%Y-%m-%d %H:%M:%S.%L")

  attr_readonly :weight

  belongs_to :author, inverse_of: :books

  validates :number, presence: true, numericality: { only_integer: true }
  validates :title, presence: true, length: { maximum: 80 }
  validates :pages, presence: true, numericality: { only_integer: true, greater_than: 0 }
  validates :tags, exclusion: { in: [nil] }
  validates :code, presence: true, length: { maximum: 4 }
  validates :number, uniqueness: { scope: :author_id }, on: :create
  validates :title, uniqueness: { scope: :author_id, conditions: -> { where(deleted_at: nil) } }, if: -> { self[:deleted_at].nil? }, on: :create

  scope :kept, -> { where(deleted_at: nil) }
  scope :deleted, -> { where.not(deleted_at: nil) }
  scope :of_author, ->(author) { where(deleted_at: nil).where(author: author).order(title: :asc) }

  def chapters
    Chapter.where(book_author_id: self[:author_id], book_number: self[:number])
  end
end
