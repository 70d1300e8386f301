# frozen_string_literal: true

# Made by Tenon from model.tenon.yaml: change that, not this file.
class PostTag < ApplicationRecord
  self.primary_key = [:post_id, :tag_name]

  belongs_to :post, inverse_of: :post_tags
  belongs_to :tag, foreign_key: :tag_name, inverse_of: :post_tags

  validates :tag_name, uniqueness: { scope: :post_id }
end
