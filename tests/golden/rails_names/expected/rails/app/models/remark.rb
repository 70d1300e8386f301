# frozen_string_literal: true

# Made by Tenon from model.tenon.yaml: change that, not this file.
class Remark < ApplicationRecord
  belongs_to :transaction_, class_name: "Person", foreign_key: [:transaction_country, :transaction_number], primary_key: [:country, :number], optional: true, inverse_of: :remarks
  belongs_to :owner, class_name: "ProcessRecord", optional: true, inverse_of: :owned
  belongs_to :topic, polymorphic: true

  has_many :topics, class_name: "Remark", as: :topic, inverse_of: :topic

  validates :body, presence: true

  def self.polymorphic_class_for(name)
    return ProcessRecord if name == "Process"

    super
  end
end
