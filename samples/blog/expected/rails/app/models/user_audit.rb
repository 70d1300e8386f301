# frozen_string_literal: true

# Made by Tenon from model.tenon.yaml: change that, not this file.
class UserAudit < ApplicationRecord
end
