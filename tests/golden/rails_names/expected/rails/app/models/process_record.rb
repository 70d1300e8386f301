# frozen_string_literal: true

# (frozen_string_literal: false)
# A class of Ruby is called so.
#
# Made by Tenon from model.tenon.yaml: change that, not this file.
class ProcessRecord < ApplicationRecord
  self.table_name = "processes"
  self.inheritance_column = nil

  enum :status, { new: "new", open: "open", valid: "valid", closed: "closed" }, prefix: true, validate: true
  enum :stage, { open: "open", in_transit: "in transit", done: "done" }, validate: { allow_nil: true }

  has_many :owned, class_name: "Remark", foreign_key: :owner_id, inverse_of: :owner, dependent: :nullify
  has_many :topics, class_name: "Remark", as: :topic, inverse_of: :topic

  validates :hash_, presence: true, length: { maximum: 64 }
  validates :type, presence: true, length: { maximum: 20 }
  validates :class_, length: { maximum: 20 }
  validates :valid_, inclusion: { in: [true, false] }
  validates :errors_, presence: true, numericality: { only_integer: true, greater_than_or_equal_to: 0 }
  validates :until, comparison: { greater_than: Date.iso8601("2000-01-01"), allow_nil: true }
  validates :size, presence: true, inclusion: { in: ["1 m", "1-m"] }

  scope :all_, -> { where(status: "open").order(Arel.sql("until DESC NULLS LAST")) }
  scope :find_, ->(class_, words) { where("strpos(type, :words) > 0", words: words).where(class: class_).limit(3) }

  def self.end_(hash)
    where("errors BETWEEN 1 AND 3").find_by(hash: hash)
  end

  def self.polymorphic_name
    "Process"
  end

  # Some columns are called as methods of ActiveRecord are, which stay as they are.
  def self.instance_method_already_implemented?(method_name)
    dangerous_attribute_method?(method_name) || Object.method_defined?(method_name) || super
  end

  def hash_
    self[:hash]
  end

  def hash_=(value)
    self[:hash] = value
  end

  def class_
    self[:class]
  end

  def class_=(value)
    self[:class] = value
  end

  def valid_
    self[:valid]
  end

  def valid_=(value)
    self[:valid] = value
  end

  def errors_
    self[:errors]
  end

  def errors_=(value)
    self[:errors] = value
  end
end
