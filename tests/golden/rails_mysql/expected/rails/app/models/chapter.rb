# frozen_string_literal: true

# Made by Tenon from model.tenon.yaml: change that, not this file.
class Chapter < ApplicationRecord
  belongs_to :next_part, class_name: "Chapter", optional: true, inverse_of: :earlier_parts

  has_many :earlier_parts, class_name: "Chapter", foreign_key: :next_part_id, inverse_of: :next_part, dependent: :nullify

  validates :title, presence: true, length: { maximum: 80 }
  validates :title, uniqueness: { scope: [:book_author_id, :book_number] }

  def book
    Book.find_by(author_id: self[:book_author_id], number: self[:book_number])
  end
end
