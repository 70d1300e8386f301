# frozen_string_literal: true

# Made by Tenon from model.tenon.yaml: change that, not this file.
class Friendship < ApplicationRecord
  self.primary_key = [:who_country, :who_number, :whom_country, :whom_number]

  belongs_to :who, class_name: "Person", foreign_key: [:who_country, :who_number], primary_key: [:country, :number], inverse_of: :started_friendships
  belongs_to :whom, class_name: "Person", foreign_key: [:whom_country, :whom_number], primary_key: [:country, :number], inverse_of: :joined_friendships

  validates :whom_number, uniqueness: { scope: [:who_country, :who_number, :whom_country] }
end
