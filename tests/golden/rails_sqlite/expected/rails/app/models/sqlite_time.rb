# frozen_string_literal: true

# An instant or a time of day as the database keeps it: text with milliseconds, in UTC.
class SqliteTime < ActiveRecord::Type::DateTime
  def initialize(format)
    super(precision: 3)
    @format = format
  end

  def serialize(value)
    time = super
    time.respond_to?(:strftime) ? time.getutc.strftime(@format) : time
  end
end
