# frozen_string_literal: true

# Made by Tenon from model.tenon.yaml: change that, not this file.
class Person < ApplicationRecord
  self.table_name = "people"
  self.primary_key = [:country, :number]

  has_many :started_friendships, class_name: "Friendship", foreign_key: [:who_country, :who_number], primary_key: [:country, :number], inverse_of: :who, dependent: :destroy
  has_many :joined_friendships, class_name: "Friendship", foreign_key: [:whom_country, :whom_number], primary_key: [:country, :number], inverse_of: :whom, dependent: :destroy
  has_many :remarks, foreign_key: [:transaction_country, :transaction_number], primary_key: [:country, :number], inverse_of: :transaction_, dependent: :nullify
  has_many :friends, through: :started_friendships, source: :whom
  has_many :befriended, through: :joined_friendships, source: :who

  validates :country, presence: true, length: { maximum: 2 }
  validates :number, presence: true, numericality: { only_integer: true }
  validates :nick, length: { minimum: 2, maximum: 30, allow_nil: true }
  validates :plate, length: { maximum: 20 }, format: { with: /\A[a-z\/#_\-]+.{2}\z/m, allow_nil: true }
  validates :number, uniqueness: { scope: :country }
  validates :nick, uniqueness: { scope: :country, conditions: -> { where.not(nick: nil) } }, if: -> { !self[:nick].nil? }
  validates :nick, uniqueness: true, if: -> { !self[:nick].nil? }
end
