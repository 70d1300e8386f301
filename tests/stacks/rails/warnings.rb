# frozen_string_literal: true

# What `ruby -wc` says of each Ruby file below the folders that are named; status 1 when it says anything.

require "stringio"

files = ARGV.flat_map { |folder| Dir["#{folder}/**/*.rb"] }.sort
abort "there is no file" if files.empty?
$VERBOSE = true
$stderr = StringIO.new
files.each do |file|
  RubyVM::InstructionSequence.compile_file(file)
rescue SyntaxError => e
  warn e.message
end
print $stderr.string
exit $stderr.string.empty?
