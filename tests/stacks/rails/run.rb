# frozen_string_literal: true

# ActiveRecord at work on the databases of one server: run.rb ADAPTER, one command a line on standard input,
#
#   up|down DATABASE FOLDER      the migrations of FOLDER, all of them
#   dump DATABASE FILE           schema.rb (FILE ends in .rb) or structure.sql
#   load DATABASE FILE           makes what such a file says
#   models DATABASE FOLDER       loads the models of FOLDER and asks each, and by each of its associations
#   program DATABASE FOLDER      program.rb with the models of FOLDER
#
# and one line for each on standard output: `ok`, or `no` and what went wrong.

require "logger"
require "active_record"

ADAPTER = ARGV.fetch(0)
ANSWERS = $stdout.dup
ANSWERS.sync = true
$stdout.reopen($stderr) # psql speaks, too
ActiveRecord::Migration.verbose = false
ActiveRecord::Base.belongs_to_required_by_default = true

def settings(database)
  case ADAPTER
  when "postgresql" then { adapter: ADAPTER, database: database, username: ENV.fetch("PGUSER"), host: ENV.fetch("PGHOST"), min_messages: "warning" }
  when "sqlite3" then { adapter: ADAPTER, database: database }
  else { adapter: "mysql2", database: database, username: "root", socket: ENV.fetch("MYSQL_SOCKET"), encoding: "utf8mb4" }
  end
end

def migrations(folder)
  context = ActiveRecord::MigrationContext
  path = "#{folder}/db/migrate"
  ActiveRecord.version < Gem::Version.new("7.1") ? context.new(path, ActiveRecord::SchemaMigration) : context.new(path)
end

def dump_schema(file)
  source = ActiveRecord::Base.respond_to?(:lease_connection) ? ActiveRecord::Base.connection_pool : ActiveRecord::Base.connection
  File.open(file, "w") { |out| ActiveRecord::SchemaDumper.dump(source, out) }
end

def tasks
  ActiveRecord::Tasks::DatabaseTasks.db_dir = "."
  ActiveRecord::Tasks::DatabaseTasks.root = "."
  name = { "postgresql" => "PostgreSQL", "sqlite3" => "SQLite" }.fetch(ADAPTER, "MySQL")
  config = ActiveRecord::Base.connection_db_config
  ActiveRecord::Tasks.const_get("#{name}DatabaseTasks").new(config)
end

# As Rails loads them: a constant is looked for in the file of its name.
def with_models(folder)
  files = Dir[File.expand_path("#{folder}/app/models/*.rb")].sort
  names = files.to_h { |file| [File.basename(file, ".rb").camelize, file] }
  names.each { |name, file| Object.autoload(name, file) }
  yield(names.keys.map { |name| Object.const_get(name) }.select { |model| model < ActiveRecord::Base && !model.abstract_class? })
ensure
  names.each do |name, file|
    Object.send(:remove_const, name)
    $LOADED_FEATURES.delete(file)
  end
  forgetful = "ActiveSupport::Dependencies::Reference".safe_constantize # 6.1 keeps classes by their names
  forgetful&.clear!
end

def ask(model)
  model.new.valid?
  model.first
  model.reflect_on_all_associations.reject(&:polymorphic?).each { |association| model.joins(association.name).to_a }
end

def run(verb, file)
  case verb
  when "up" then migrations(file).up
  when "down" then migrations(file).down
  when "dump" then file.end_with?(".rb") ? dump_schema(file) : tasks.structure_dump(file, nil)
  when "load" then file.end_with?(".rb") ? load(file) : tasks.structure_load(file, nil)
  when "models" then with_models(file) { |models| models.each { |model| ask(model) } }
  when "program"
    require_relative "program"
    with_models(file) { program }
  end
end

while (line = $stdin.gets)
  verb, database, file = line.chomp.split(" ", 3)
  begin
    ActiveRecord::Base.establish_connection(settings(database))
    run(verb, file)
    ANSWERS.puts "ok"
  rescue StandardError, ScriptError => e
    at = e.backtrace&.find { |frame| frame.include?("db/migrate") || frame.include?("app/models") || frame.include?("program") }
    ANSWERS.puts "no #{e.class}: #{e.message.gsub(/\s+/, " ")} #{at}"
  ensure
    ActiveRecord::Base.remove_connection
  end
end
