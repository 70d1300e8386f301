// The rows of knex_ts,
// made by Tenon from model.tenon.yaml: change that, not this file.

import type { Knex } from 'knex';

/** Who writes. */
export interface Author {
  id: number;
  /** As it is printed. */
  name: string;
  /** Is it theirs? It's said so. */
  motto: string | null;
  mood: 'calm' | 'angry';
  /** It's where they stand. */
  place: number;
  share: number;
  is_active: number;
  created_at: string;
  updated_at: string;
}

export interface NewAuthor {
  id?: number;
  name: string;
  motto?: string | null;
  mood?: 'calm' | 'angry';
  place?: number;
  share?: number;
  is_active?: boolean | number;
  created_at?: string;
  updated_at?: string;
}

export interface Book {
  id: number;
  author_id: number;
  sequel_of_id: number | null;
  site: string | null;
  title: string;
  pages: number;
  /** In grams. */
  weight: number;
  created_at: string;
  updated_at: string;
}

export interface NewBook {
  id?: number;
  author_id: number;
  sequel_of_id?: number | null;
  site?: string | null;
  title: string;
  pages: number;
  created_at?: string;
  updated_at?: string;
}

export interface Verse {
  book_id: number;
  number: number;
}

export interface NewVerse {
  book_id: number;
  number: number;
}

export interface Shelf {
  id: number;
  'on.floor': number;
}

export interface NewShelf {
  id?: number;
  'on.floor': number;
}

declare module 'knex/types/tables.js' {
  interface Tables {
    authors: Knex.CompositeTableType<Author, NewAuthor>;
    books: Knex.CompositeTableType<Book, NewBook>;
    verses: Knex.CompositeTableType<Verse, NewVerse>;
    shelves: Knex.CompositeTableType<Shelf, NewShelf>;
  }
}
