// What the interfaces of the blog's tables on PostgreSQL let through, and what they do not; only tsc reads it.
import Knex from 'knex';

const knex = Knex({ client: 'pg' });

export async function typed(): Promise<string[]> {
  await knex('users').insert({ handle: 'ann', email: 'ann@example.org' });
  await knex('posts').insert({ author_id: 1, slug: 'a', title: 'A', body: 'B', state: 'draft' });
  await knex('posts').where({ id: '1' }).update({ title: 'C', published_at: new Date() });
  // @ts-expect-error: the handle has no default
  await knex('users').insert({ email: 'bob@example.org' });
  // @ts-expect-error: there is no such word
  await knex('posts').update({ state: 'lost' });
  // @ts-expect-error: it is computed
  await knex('photos').insert({ owner_id: 1, object_key: 'k', width: 1, height: 1, megapixels: 1 });
  // @ts-expect-error: a big number comes as a string
  const wrong: number[] = await knex('posts').pluck('id');
  const post = await knex('posts').first('published_at', 'body');
  // @ts-expect-error: it may be null
  post?.published_at.getTime();
  return wrong.map(String).concat(post?.body ?? '');
}
