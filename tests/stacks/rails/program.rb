# frozen_string_literal: true

# What a program does with the models of the sample blog: it writes, reads in both directions, is refused, deletes.

def check(what, held = true)
  raise "the program: #{what}" unless held
end

def refused(what, *errors)
  yield
rescue *errors
  nil
else
  check("#{what} is not refused", false)
end

def program
  write
  read
  refuse
  move
  delete
end

def write
  ann = User.create!(email: "ann@example.org", handle: "ann")
  bob = User.create!(email: "bob@example.org", handle: "bob", password_hash: "x")
  ann.create_profile!(display_name: "Ann", website: "https://example.org", born_on: Date.new(1990, 2, 28))
  ann.preferences.create!(name: "theme", value: { "dark" => [1, nil] })
  post = ann.posts.create!(slug: "first", title: "First", body: "Text with \#{braces}")
  post.tags << Tag.create!(name: "news")
  comment = post.comments.create!(author: bob, body: "Well done")
  comment.replies.create!(author: ann, subject: post, body: "Thanks")
  bob.following << ann
  ann.photos.create!(object_key: "a/b", width: 2000, height: 1500)
end

def read
  ann = User.find_by!(handle: "ann")
  bob = User.find_by!(handle: "bob")
  post = Post.by_slug(ann, "first")
  check "a post of its author", ann.posts.to_a == [post] && post.author == ann
  check "comments, and what they are on", post.comments.count == 2 && Comment.first.subject == post
  check "a comment and its reply", Comment.first.replies.first.parent == Comment.first
  check "followers on both sides", ann.followers.to_a == [bob] && bob.following.to_a == [ann] && bob.followers.empty?
  check "tags on both sides", post.tags.map(&:name) == ["news"] && Tag.find("news").posts.to_a == [post]
  check "a profile", ann.reload.profile.born_on == Date.new(1990, 2, 28) && ann.profile.user == ann
  check "a document", ann.preferences.find_by(name: "theme").value == { "dark" => [1, nil] }
  check "an enum", post.draft? && Post.draft.to_a == [post] && post.state == "draft"
  check "a default", ann.is_active == true && post.word_count.zero?
  check "the time of making", (Time.now - post.reload.created_at).abs < 3600
  check "a computed value", Photo.first.megapixels == 3
  check "patterns of access", Post.of_author(ann).to_a == [post] && Post.front_page.empty? && User.sign_in(ann.email) == ann
  check "what is deleted softly", Post.kept.to_a == [post] && Post.deleted.empty?
end

def refuse
  ann = User.find_by!(handle: "ann")
  post = ann.posts.first
  database = ActiveRecord::StatementInvalid
  twin = User.new(email: ann.email, handle: "Ann?")
  check "an address twice, a handle of other signs", twin.invalid? && twin.errors.attribute_names.sort == %i[email handle]
  refused("an address twice", ActiveRecord::RecordNotUnique) { User.new(email: ann.email, handle: "anna").save(validate: false) }
  refused("a published post without a date", database) { post.dup.tap { |p| p.slug = "b" }.update!(state: "published") }
  check "a count below zero", Post.new(word_count: -1).tap(&:valid?).errors.include?(:word_count)
  refused("a count below zero", database) { post.dup.tap { |p| p.assign_attributes(slug: "b", word_count: -1) }.save(validate: false) }
  check "a comment on nothing, by nobody", Comment.new(body: "x").tap(&:valid?).errors.include?(:author)
  refused("a comment of nobody", ActiveRecord::InvalidForeignKey) { Comment.new(author_id: 99, subject_post: post, body: "x").save(validate: false) }
  refused("another subject", database) { Photo.update_all(object_key: "other") }
  check "an author with posts", !ann.destroy && ann.errors.any?
  refused("an author with posts", ActiveRecord::InvalidForeignKey) { ann.delete }
end

def move
  post = Post.first
  before = post.updated_at
  sleep 0.05
  Post.where(id: post.id).update_all(title: "Second")
  check "updated_at moves by itself", post.reload.updated_at > before
  before = post.updated_at
  sleep 0.05
  post.update!(title: "Third")
  check "updated_at moves with the program", post.reload.updated_at > before
end

def delete
  bob = User.find_by!(handle: "bob")
  bob.delete
  check "comments, their replies and follows go with their writer", Comment.count.zero? && UserFollowing.count.zero?
  Post.first.destroy!
  check "tags of a post go with it, and the tag stays", PostTag.count.zero? && Tag.count == 1
  ann = User.first
  Photo.first.destroy!
  ann.destroy!
  check "all that hangs on a user goes with them", [User, Profile, Preference].all? { |model| model.count.zero? }
end
