-- The tables for the sink, which creates none. With intercom.columns=extended, add "auto.evolve": "true" to the sink,
-- and it adds the other columns. Read with FINAL to get the newest row of each key.
CREATE DATABASE IF NOT EXISTS intercom;

CREATE TABLE IF NOT EXISTS intercom.users (
    `type` Nullable(String),
    `id` String,
    `created_at` Nullable(DateTime64(3)),
    `signed_up_at` Nullable(DateTime64(3)),
    `updated_at` Nullable(DateTime64(3)),
    `email` Nullable(String),
    `phone` Nullable(String),
    `user_id` Nullable(String),
    `last_request_at` Nullable(DateTime64(3)),
    `session_count` Nullable(Int64),
    `unsubscribed_from_emails` Nullable(Bool),
    `marked_email_as_spam` Nullable(Bool),
    `has_hard_bounced` Nullable(Bool),
    `user_agent_data` Nullable(String),
    `last_seen_ip` Nullable(String),
    `pseudonym` Nullable(String),
    `anonymous` Nullable(Bool),
    `name` Nullable(String),
    `location_data_city_name` Nullable(String),
    `location_data_continent_code` Nullable(String),
    `location_data_country_code` Nullable(String),
    `location_data_country_name` Nullable(String),
    `location_data_latitude` Nullable(Float64),
    `location_data_longitude` Nullable(Float64),
    `location_data_postal_code` Nullable(String),
    `location_data_region_name` Nullable(String),
    `location_data_timezone` Nullable(String),
    `avatar_image_url` Nullable(String),
    `custom_attributes` Nullable(String),
    `kafka_key` String,
    `kafka_offset` UInt64
) ENGINE = ReplacingMergeTree(kafka_offset) ORDER BY kafka_key;

CREATE TABLE IF NOT EXISTS intercom.users_tags (
    `type` Nullable(String),
    `id` String,
    `users_pk` String,
    `kafka_key` String,
    `kafka_offset` UInt64
) ENGINE = ReplacingMergeTree(kafka_offset) ORDER BY kafka_key;

CREATE TABLE IF NOT EXISTS intercom.users_segments (
    `type` Nullable(String),
    `id` String,
    `users_pk` String,
    `kafka_key` String,
    `kafka_offset` UInt64
) ENGINE = ReplacingMergeTree(kafka_offset) ORDER BY kafka_key;

CREATE TABLE IF NOT EXISTS intercom.users_companies (
    `type` Nullable(String),
    `id` String,
    `users_pk` String,
    `kafka_key` String,
    `kafka_offset` UInt64
) ENGINE = ReplacingMergeTree(kafka_offset) ORDER BY kafka_key;

CREATE TABLE IF NOT EXISTS intercom.users_social_profiles (
    `type` Nullable(String),
    `id` Nullable(String),
    `name` String,
    `username` Nullable(String),
    `url` Nullable(String),
    `users_pk` String,
    `kafka_key` String,
    `kafka_offset` UInt64
) ENGINE = ReplacingMergeTree(kafka_offset) ORDER BY kafka_key;

CREATE TABLE IF NOT EXISTS intercom.notes (
    `type` Nullable(String),
    `id` String,
    `created_at` Nullable(DateTime64(3)),
    `body` Nullable(String),
    `user_type` Nullable(String),
    `user_id` Nullable(String),
    `author_type` Nullable(String),
    `author_id` Nullable(String),
    `kafka_key` String,
    `kafka_offset` UInt64
) ENGINE = ReplacingMergeTree(kafka_offset) ORDER BY kafka_key;

CREATE TABLE IF NOT EXISTS intercom.events_summary (
    `user_id` String,
    `name` String,
    `count` Nullable(Int64),
    `first` Nullable(DateTime64(3)),
    `last` Nullable(DateTime64(3)),
    `description` Nullable(String),
    `kafka_key` String,
    `kafka_offset` UInt64
) ENGINE = ReplacingMergeTree(kafka_offset) ORDER BY kafka_key;

CREATE TABLE IF NOT EXISTS intercom.leads (
    `type` Nullable(String),
    `id` String,
    `created_at` Nullable(DateTime64(3)),
    `updated_at` Nullable(DateTime64(3)),
    `user_id` Nullable(String),
    `email` Nullable(String),
    `name` Nullable(String),
    `phone` Nullable(String),
    `anonymous` Nullable(Bool),
    `pseudonym` Nullable(String),
    `last_request_at` Nullable(DateTime64(3)),
    `unsubscribed_from_emails` Nullable(Bool),
    `location_data_city_name` Nullable(String),
    `location_data_continent_code` Nullable(String),
    `location_data_country_code` Nullable(String),
    `location_data_country_name` Nullable(String),
    `location_data_latitude` Nullable(Float64),
    `location_data_longitude` Nullable(Float64),
    `location_data_postal_code` Nullable(String),
    `location_data_region_name` Nullable(String),
    `location_data_timezone` Nullable(String),
    `avatar_image_url` Nullable(String),
    `user_agent_data` Nullable(String),
    `last_seen_ip` Nullable(String),
    `remote_created_at` Nullable(DateTime64(3)),
    `signed_up_at` Nullable(DateTime64(3)),
    `session_count` Nullable(Int64),
    `marked_email_as_spam` Nullable(Bool),
    `has_hard_bounced` Nullable(Bool),
    `custom_attributes` Nullable(String),
    `kafka_key` String,
    `kafka_offset` UInt64
) ENGINE = ReplacingMergeTree(kafka_offset) ORDER BY kafka_key;

CREATE TABLE IF NOT EXISTS intercom.leads_tags (
    `type` Nullable(String),
    `id` String,
    `leads_pk` String,
    `kafka_key` String,
    `kafka_offset` UInt64
) ENGINE = ReplacingMergeTree(kafka_offset) ORDER BY kafka_key;

CREATE TABLE IF NOT EXISTS intercom.leads_segments (
    `type` Nullable(String),
    `id` String,
    `leads_pk` String,
    `kafka_key` String,
    `kafka_offset` UInt64
) ENGINE = ReplacingMergeTree(kafka_offset) ORDER BY kafka_key;

CREATE TABLE IF NOT EXISTS intercom.leads_companies (
    `type` Nullable(String),
    `id` String,
    `leads_pk` String,
    `kafka_key` String,
    `kafka_offset` UInt64
) ENGINE = ReplacingMergeTree(kafka_offset) ORDER BY kafka_key;

CREATE TABLE IF NOT EXISTS intercom.leads_social_profiles (
    `type` Nullable(String),
    `id` Nullable(String),
    `name` String,
    `username` Nullable(String),
    `url` Nullable(String),
    `leads_pk` String,
    `kafka_key` String,
    `kafka_offset` UInt64
) ENGINE = ReplacingMergeTree(kafka_offset) ORDER BY kafka_key;

CREATE TABLE IF NOT EXISTS intercom.companies (
    `type` Nullable(String),
    `id` String,
    `created_at` Nullable(DateTime64(3)),
    `remote_created_at` Nullable(DateTime64(3)),
    `updated_at` Nullable(DateTime64(3)),
    `company_id` Nullable(String),
    `name` Nullable(String),
    `session_count` Nullable(Int64),
    `monthly_spend` Nullable(Float64),
    `user_count` Nullable(Int64),
    `plan` Nullable(String),
    `custom_attributes` Nullable(String),
    `kafka_key` String,
    `kafka_offset` UInt64
) ENGINE = ReplacingMergeTree(kafka_offset) ORDER BY kafka_key;

CREATE TABLE IF NOT EXISTS intercom.admins (
    `type` Nullable(String),
    `id` String,
    `name` Nullable(String),
    `email` Nullable(String),
    `kafka_key` String,
    `kafka_offset` UInt64
) ENGINE = ReplacingMergeTree(kafka_offset) ORDER BY kafka_key;

CREATE TABLE IF NOT EXISTS intercom.tags (
    `type` Nullable(String),
    `id` String,
    `name` Nullable(String),
    `kafka_key` String,
    `kafka_offset` UInt64
) ENGINE = ReplacingMergeTree(kafka_offset) ORDER BY kafka_key;

CREATE TABLE IF NOT EXISTS intercom.segments (
    `type` Nullable(String),
    `id` String,
    `name` Nullable(String),
    `created_at` Nullable(DateTime64(3)),
    `updated_at` Nullable(DateTime64(3)),
    `count` Nullable(Int64),
    `person_type` Nullable(String),
    `kafka_key` String,
    `kafka_offset` UInt64
) ENGINE = ReplacingMergeTree(kafka_offset) ORDER BY kafka_key;

CREATE TABLE IF NOT EXISTS intercom.conversations (
    `type` Nullable(String),
    `id` String,
    `created_at` Nullable(DateTime64(3)),
    `updated_at` Nullable(DateTime64(3)),
    `waiting_since` Nullable(DateTime64(3)),
    `snoozed_until` Nullable(DateTime64(3)),
    `user_type` Nullable(String),
    `user_id` Nullable(String),
    `assignee_type` Nullable(String),
    `assignee_id` Nullable(String),
    `conversation_message_type` Nullable(String),
    `conversation_message_id` Nullable(String),
    `conversation_message_subject` Nullable(String),
    `conversation_message_body` Nullable(String),
    `conversation_message_author_type` Nullable(String),
    `conversation_message_author_id` Nullable(String),
    `conversation_message_url` Nullable(String),
    `open` Nullable(Bool),
    `read` Nullable(Bool),
    `state` Nullable(String),
    `kafka_key` String,
    `kafka_offset` UInt64
) ENGINE = ReplacingMergeTree(kafka_offset) ORDER BY kafka_key;

CREATE TABLE IF NOT EXISTS intercom.conversations_attachments (
    `type` Nullable(String),
    `name` Nullable(String),
    `url` Nullable(String),
    `content_type` Nullable(String),
    `filesize` Nullable(Int64),
    `width` Nullable(Int64),
    `height` Nullable(Int64),
    `conversations_pk` String,
    `kafka_key` String,
    `kafka_offset` UInt64
) ENGINE = ReplacingMergeTree(kafka_offset) ORDER BY kafka_key;

CREATE TABLE IF NOT EXISTS intercom.conversations_customers (
    `type` Nullable(String),
    `id` String,
    `conversations_pk` String,
    `kafka_key` String,
    `kafka_offset` UInt64
) ENGINE = ReplacingMergeTree(kafka_offset) ORDER BY kafka_key;

CREATE TABLE IF NOT EXISTS intercom.conversations_tags (
    `type` Nullable(String),
    `id` String,
    `conversations_pk` String,
    `kafka_key` String,
    `kafka_offset` UInt64
) ENGINE = ReplacingMergeTree(kafka_offset) ORDER BY kafka_key;

CREATE TABLE IF NOT EXISTS intercom.conversation_parts (
    `type` Nullable(String),
    `id` String,
    `part_type` Nullable(String),
    `body` Nullable(String),
    `created_at` Nullable(DateTime64(3)),
    `updated_at` Nullable(DateTime64(3)),
    `notified_at` Nullable(DateTime64(3)),
    `assigned_to_type` Nullable(String),
    `assigned_to_id` Nullable(String),
    `author_type` Nullable(String),
    `author_id` Nullable(String),
    `external_id` Nullable(String),
    `kafka_key` String,
    `kafka_offset` UInt64
) ENGINE = ReplacingMergeTree(kafka_offset) ORDER BY kafka_key;

CREATE TABLE IF NOT EXISTS intercom.conversation_parts_attachments (
    `type` Nullable(String),
    `name` Nullable(String),
    `url` Nullable(String),
    `content_type` Nullable(String),
    `filesize` Nullable(Int64),
    `width` Nullable(Int64),
    `height` Nullable(Int64),
    `conversation_parts_pk` String,
    `kafka_key` String,
    `kafka_offset` UInt64
) ENGINE = ReplacingMergeTree(kafka_offset) ORDER BY kafka_key;

CREATE TABLE IF NOT EXISTS intercom.teams (
    `type` Nullable(String),
    `id` String,
    `name` Nullable(String),
    `distribution_method` Nullable(String),
    `assignment_limit` Nullable(Int64),
    `kafka_key` String,
    `kafka_offset` UInt64
) ENGINE = ReplacingMergeTree(kafka_offset) ORDER BY kafka_key;

CREATE TABLE IF NOT EXISTS intercom.teams_admins (
    `type` Nullable(String),
    `id` String,
    `priority_level` Nullable(String),
    `teams_pk` String,
    `kafka_key` String,
    `kafka_offset` UInt64
) ENGINE = ReplacingMergeTree(kafka_offset) ORDER BY kafka_key;
