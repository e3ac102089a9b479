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

CREATE TABLE IF NOT EXISTS intercom.tickets (
    `type` Nullable(String),
    `id` String,
    `ticket_id` Nullable(String),
    `category` Nullable(String),
    `title` Nullable(String),
    `description` Nullable(String),
    `ticket_type_id` Nullable(String),
    `ticket_state_id` Nullable(String),
    `ticket_state_category` Nullable(String),
    `ticket_state_internal_label` Nullable(String),
    `ticket_state_external_label` Nullable(String),
    `previous_ticket_state_id` Nullable(String),
    `open` Nullable(Bool),
    `is_shared` Nullable(Bool),
    `admin_assignee_id` Nullable(String),
    `team_assignee_id` Nullable(String),
    `created_at` Nullable(DateTime64(3)),
    `updated_at` Nullable(DateTime64(3)),
    `snoozed_until` Nullable(DateTime64(3)),
    `parts_count` Nullable(Int64),
    `linked_objects_count` Nullable(Int64),
    `ticket_attributes` Nullable(String),
    `kafka_key` String,
    `kafka_offset` UInt64
) ENGINE = ReplacingMergeTree(kafka_offset) ORDER BY kafka_key;

CREATE TABLE IF NOT EXISTS intercom.tickets_contacts (
    `type` Nullable(String),
    `id` String,
    `external_id` Nullable(String),
    `tickets_pk` String,
    `kafka_key` String,
    `kafka_offset` UInt64
) ENGINE = ReplacingMergeTree(kafka_offset) ORDER BY kafka_key;

CREATE TABLE IF NOT EXISTS intercom.tickets_linked_objects (
    `type` Nullable(String),
    `id` String,
    `category` Nullable(String),
    `tickets_pk` String,
    `kafka_key` String,
    `kafka_offset` UInt64
) ENGINE = ReplacingMergeTree(kafka_offset) ORDER BY kafka_key;

CREATE TABLE IF NOT EXISTS intercom.ticket_parts (
    `type` Nullable(String),
    `id` String,
    `part_type` Nullable(String),
    `body` Nullable(String),
    `created_at` Nullable(DateTime64(3)),
    `updated_at` Nullable(DateTime64(3)),
    `ticket_state` Nullable(String),
    `previous_ticket_state` Nullable(String),
    `assigned_to_type` Nullable(String),
    `assigned_to_id` Nullable(String),
    `author_type` Nullable(String),
    `author_id` Nullable(String),
    `author_name` Nullable(String),
    `external_id` Nullable(String),
    `redacted` Nullable(Bool),
    `app_package_code` Nullable(String),
    `updated_attribute_id` Nullable(String),
    `updated_attribute_label` Nullable(String),
    `updated_attribute_value` Nullable(String),
    `translations` Nullable(String),
    `tickets_pk` Nullable(String),
    `kafka_key` String,
    `kafka_offset` UInt64
) ENGINE = ReplacingMergeTree(kafka_offset) ORDER BY kafka_key;

CREATE TABLE IF NOT EXISTS intercom.ticket_parts_attachments (
    `type` Nullable(String),
    `name` Nullable(String),
    `url` Nullable(String),
    `content_type` Nullable(String),
    `filesize` Nullable(Int64),
    `width` Nullable(Int64),
    `height` Nullable(Int64),
    `ticket_parts_pk` String,
    `tickets_pk` Nullable(String),
    `kafka_key` String,
    `kafka_offset` UInt64
) ENGINE = ReplacingMergeTree(kafka_offset) ORDER BY kafka_key;

CREATE TABLE IF NOT EXISTS intercom.ticket_types (
    `type` Nullable(String),
    `id` String,
    `name` Nullable(String),
    `description` Nullable(String),
    `category` Nullable(String),
    `icon` Nullable(String),
    `is_internal` Nullable(Bool),
    `archived` Nullable(Bool),
    `workspace_id` Nullable(String),
    `created_at` Nullable(DateTime64(3)),
    `updated_at` Nullable(DateTime64(3)),
    `kafka_key` String,
    `kafka_offset` UInt64
) ENGINE = ReplacingMergeTree(kafka_offset) ORDER BY kafka_key;

CREATE TABLE IF NOT EXISTS intercom.ticket_type_attributes (
    `type` Nullable(String),
    `id` String,
    `name` Nullable(String),
    `description` Nullable(String),
    `data_type` Nullable(String),
    `order` Nullable(Int64),
    `default` Nullable(Bool),
    `required_to_create` Nullable(Bool),
    `required_to_create_for_contacts` Nullable(Bool),
    `visible_on_create` Nullable(Bool),
    `visible_to_contacts` Nullable(Bool),
    `archived` Nullable(Bool),
    `input_options` Nullable(String),
    `created_at` Nullable(DateTime64(3)),
    `updated_at` Nullable(DateTime64(3)),
    `ticket_types_pk` Nullable(String),
    `kafka_key` String,
    `kafka_offset` UInt64
) ENGINE = ReplacingMergeTree(kafka_offset) ORDER BY kafka_key;

CREATE TABLE IF NOT EXISTS intercom.ticket_states (
    `type` Nullable(String),
    `id` String,
    `category` Nullable(String),
    `internal_label` Nullable(String),
    `external_label` Nullable(String),
    `archived` Nullable(Bool),
    `kafka_key` String,
    `kafka_offset` UInt64
) ENGINE = ReplacingMergeTree(kafka_offset) ORDER BY kafka_key;

CREATE TABLE IF NOT EXISTS intercom.ticket_types_states (
    `type` Nullable(String),
    `id` String,
    `position` Nullable(Int64),
    `ticket_types_pk` String,
    `kafka_key` String,
    `kafka_offset` UInt64
) ENGINE = ReplacingMergeTree(kafka_offset) ORDER BY kafka_key;

CREATE TABLE IF NOT EXISTS intercom.articles (
    `type` Nullable(String),
    `id` String,
    `workspace_id` Nullable(String),
    `title` Nullable(String),
    `description` Nullable(String),
    `body` Nullable(String),
    `body_markdown` Nullable(String),
    `author_id` Nullable(String),
    `state` Nullable(String),
    `url` Nullable(String),
    `default_locale` Nullable(String),
    `has_unpublished_changes` Nullable(Bool),
    `draft_updated_at` Nullable(DateTime64(3)),
    `scheduled_publish_at` Nullable(DateTime64(3)),
    `scheduled_unpublish_at` Nullable(DateTime64(3)),
    `help_center_audience` Nullable(String),
    `exclude_from_article_suggestions` Nullable(Bool),
    `ai_chatbot_availability` Nullable(Bool),
    `ai_copilot_availability` Nullable(Bool),
    `ai_sales_agent_availability` Nullable(Bool),
    `created_by_id` Nullable(String),
    `updated_by_id` Nullable(String),
    `created_at` Nullable(DateTime64(3)),
    `updated_at` Nullable(DateTime64(3)),
    `kafka_key` String,
    `kafka_offset` UInt64
) ENGINE = ReplacingMergeTree(kafka_offset) ORDER BY kafka_key;

CREATE TABLE IF NOT EXISTS intercom.articles_translations (
    `locale` String,
    `type` Nullable(String),
    `title` Nullable(String),
    `description` Nullable(String),
    `body` Nullable(String),
    `body_markdown` Nullable(String),
    `author_id` Nullable(String),
    `state` Nullable(String),
    `url` Nullable(String),
    `has_unpublished_changes` Nullable(Bool),
    `draft_updated_at` Nullable(DateTime64(3)),
    `ai_chatbot_availability` Nullable(Bool),
    `ai_copilot_availability` Nullable(Bool),
    `ai_sales_agent_availability` Nullable(Bool),
    `created_by_id` Nullable(String),
    `updated_by_id` Nullable(String),
    `audience_ids` Nullable(String),
    `created_at` Nullable(DateTime64(3)),
    `updated_at` Nullable(DateTime64(3)),
    `articles_pk` String,
    `kafka_key` String,
    `kafka_offset` UInt64
) ENGINE = ReplacingMergeTree(kafka_offset) ORDER BY kafka_key;

CREATE TABLE IF NOT EXISTS intercom.articles_collections (
    `type` Nullable(String),
    `id` String,
    `articles_pk` String,
    `kafka_key` String,
    `kafka_offset` UInt64
) ENGINE = ReplacingMergeTree(kafka_offset) ORDER BY kafka_key;

CREATE TABLE IF NOT EXISTS intercom.articles_tags (
    `type` Nullable(String),
    `id` String,
    `applied_at` Nullable(DateTime64(3)),
    `applied_by_id` Nullable(String),
    `articles_pk` String,
    `kafka_key` String,
    `kafka_offset` UInt64
) ENGINE = ReplacingMergeTree(kafka_offset) ORDER BY kafka_key;

CREATE TABLE IF NOT EXISTS intercom.articles_statistics (
    `views` Nullable(Int64),
    `conversations` Nullable(Int64),
    `reactions` Nullable(Int64),
    `happy_reaction_percentage` Nullable(Float64),
    `neutral_reaction_percentage` Nullable(Float64),
    `sad_reaction_percentage` Nullable(Float64),
    `fin_involvements` Nullable(Int64),
    `fin_resolutions` Nullable(Int64),
    `fin_resolution_rate` Nullable(Float64),
    `articles_pk` String,
    `kafka_key` String,
    `kafka_offset` UInt64
) ENGINE = ReplacingMergeTree(kafka_offset) ORDER BY kafka_key;

CREATE TABLE IF NOT EXISTS intercom.collections (
    `type` Nullable(String),
    `id` String,
    `workspace_id` Nullable(String),
    `name` Nullable(String),
    `description` Nullable(String),
    `url` Nullable(String),
    `icon` Nullable(String),
    `order` Nullable(Int64),
    `parent_id` Nullable(String),
    `help_center_id` Nullable(String),
    `default_locale` Nullable(String),
    `created_at` Nullable(DateTime64(3)),
    `updated_at` Nullable(DateTime64(3)),
    `kafka_key` String,
    `kafka_offset` UInt64
) ENGINE = ReplacingMergeTree(kafka_offset) ORDER BY kafka_key;

CREATE TABLE IF NOT EXISTS intercom.collections_translations (
    `locale` String,
    `type` Nullable(String),
    `name` Nullable(String),
    `description` Nullable(String),
    `collections_pk` String,
    `kafka_key` String,
    `kafka_offset` UInt64
) ENGINE = ReplacingMergeTree(kafka_offset) ORDER BY kafka_key;

CREATE TABLE IF NOT EXISTS intercom.help_centers (
    `type` Nullable(String),
    `id` String,
    `workspace_id` Nullable(String),
    `identifier` Nullable(String),
    `display_name` Nullable(String),
    `website_turned_on` Nullable(Bool),
    `url` Nullable(String),
    `custom_domain` Nullable(String),
    `default` Nullable(Bool),
    `locales` Nullable(String),
    `created_at` Nullable(DateTime64(3)),
    `updated_at` Nullable(DateTime64(3)),
    `kafka_key` String,
    `kafka_offset` UInt64
) ENGINE = ReplacingMergeTree(kafka_offset) ORDER BY kafka_key;

CREATE TABLE IF NOT EXISTS intercom.internal_articles (
    `type` Nullable(String),
    `id` String,
    `title` Nullable(String),
    `body` Nullable(String),
    `body_markdown` Nullable(String),
    `owner_id` Nullable(String),
    `author_id` Nullable(String),
    `locale` Nullable(String),
    `ai_chatbot_availability` Nullable(Bool),
    `ai_copilot_availability` Nullable(Bool),
    `ai_sales_agent_availability` Nullable(Bool),
    `audience_ids` Nullable(String),
    `created_at` Nullable(DateTime64(3)),
    `updated_at` Nullable(DateTime64(3)),
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

CREATE TABLE IF NOT EXISTS intercom.activity_logs (
    `id` String,
    `activity_type` Nullable(String),
    `activity_description` Nullable(String),
    `created_at` Nullable(DateTime64(3)),
    `performed_by_type` Nullable(String),
    `performed_by_id` Nullable(String),
    `performed_by_email` Nullable(String),
    `performed_by_ip` Nullable(String),
    `metadata` Nullable(String),
    `kafka_key` String,
    `kafka_offset` UInt64
) ENGINE = ReplacingMergeTree(kafka_offset) ORDER BY kafka_key;

CREATE TABLE IF NOT EXISTS intercom.away_status_reasons (
    `type` Nullable(String),
    `id` String,
    `label` Nullable(String),
    `emoji` Nullable(String),
    `order` Nullable(Int64),
    `deleted` Nullable(Bool),
    `created_at` Nullable(DateTime64(3)),
    `updated_at` Nullable(DateTime64(3)),
    `kafka_key` String,
    `kafka_offset` UInt64
) ENGINE = ReplacingMergeTree(kafka_offset) ORDER BY kafka_key;

CREATE TABLE IF NOT EXISTS intercom.brands (
    `type` Nullable(String),
    `id` String,
    `name` Nullable(String),
    `is_default` Nullable(Bool),
    `help_center_id` Nullable(String),
    `default_address_settings_id` Nullable(String),
    `created_at` Nullable(DateTime64(3)),
    `updated_at` Nullable(DateTime64(3)),
    `kafka_key` String,
    `kafka_offset` UInt64
) ENGINE = ReplacingMergeTree(kafka_offset) ORDER BY kafka_key;

CREATE TABLE IF NOT EXISTS intercom.companies_tags (
    `type` Nullable(String),
    `id` String,
    `companies_pk` String,
    `kafka_key` String,
    `kafka_offset` UInt64
) ENGINE = ReplacingMergeTree(kafka_offset) ORDER BY kafka_key;

CREATE TABLE IF NOT EXISTS intercom.companies_segments (
    `type` Nullable(String),
    `id` String,
    `name` Nullable(String),
    `companies_pk` String,
    `kafka_key` String,
    `kafka_offset` UInt64
) ENGINE = ReplacingMergeTree(kafka_offset) ORDER BY kafka_key;

CREATE TABLE IF NOT EXISTS intercom.company_notes (
    `type` Nullable(String),
    `id` String,
    `created_at` Nullable(DateTime64(3)),
    `body` Nullable(String),
    `author_type` Nullable(String),
    `author_id` Nullable(String),
    `companies_pk` Nullable(String),
    `kafka_key` String,
    `kafka_offset` UInt64
) ENGINE = ReplacingMergeTree(kafka_offset) ORDER BY kafka_key;

CREATE TABLE IF NOT EXISTS intercom.users_subscriptions (
    `type` Nullable(String),
    `id` String,
    `opted` Nullable(String),
    `users_pk` String,
    `kafka_key` String,
    `kafka_offset` UInt64
) ENGINE = ReplacingMergeTree(kafka_offset) ORDER BY kafka_key;

CREATE TABLE IF NOT EXISTS intercom.leads_subscriptions (
    `type` Nullable(String),
    `id` String,
    `opted` Nullable(String),
    `leads_pk` String,
    `kafka_key` String,
    `kafka_offset` UInt64
) ENGINE = ReplacingMergeTree(kafka_offset) ORDER BY kafka_key;

CREATE TABLE IF NOT EXISTS intercom.subscription_types (
    `type` Nullable(String),
    `id` String,
    `state` Nullable(String),
    `consent_type` Nullable(String),
    `name` Nullable(String),
    `description` Nullable(String),
    `locale` Nullable(String),
    `content_types` Nullable(String),
    `translations` Nullable(String),
    `kafka_key` String,
    `kafka_offset` UInt64
) ENGINE = ReplacingMergeTree(kafka_offset) ORDER BY kafka_key;

CREATE TABLE IF NOT EXISTS intercom.data_attributes (
    `type` Nullable(String),
    `id` Nullable(String),
    `model` String,
    `name` Nullable(String),
    `full_name` String,
    `label` Nullable(String),
    `description` Nullable(String),
    `data_type` Nullable(String),
    `custom` Nullable(Bool),
    `archived` Nullable(Bool),
    `api_writable` Nullable(Bool),
    `messenger_writable` Nullable(Bool),
    `ui_writable` Nullable(Bool),
    `options` Nullable(String),
    `admin_id` Nullable(String),
    `created_at` Nullable(DateTime64(3)),
    `updated_at` Nullable(DateTime64(3)),
    `kafka_key` String,
    `kafka_offset` UInt64
) ENGINE = ReplacingMergeTree(kafka_offset) ORDER BY kafka_key;

CREATE TABLE IF NOT EXISTS intercom.macros (
    `type` Nullable(String),
    `id` String,
    `name` Nullable(String),
    `body` Nullable(String),
    `body_text` Nullable(String),
    `visible_to` Nullable(String),
    `available_on` Nullable(String),
    `created_at` Nullable(DateTime64(3)),
    `updated_at` Nullable(DateTime64(3)),
    `kafka_key` String,
    `kafka_offset` UInt64
) ENGINE = ReplacingMergeTree(kafka_offset) ORDER BY kafka_key;

CREATE TABLE IF NOT EXISTS intercom.macros_teams (
    `type` Nullable(String),
    `id` String,
    `macros_pk` String,
    `kafka_key` String,
    `kafka_offset` UInt64
) ENGINE = ReplacingMergeTree(kafka_offset) ORDER BY kafka_key;

CREATE TABLE IF NOT EXISTS intercom.conversation_attributes (
    `type` Nullable(String),
    `id` String,
    `name` Nullable(String),
    `description` Nullable(String),
    `data_type` Nullable(String),
    `required` Nullable(Bool),
    `multiline` Nullable(Bool),
    `archived` Nullable(Bool),
    `options` Nullable(String),
    `reference_type` Nullable(String),
    `reference_object_type_id` Nullable(String),
    `visible_to_team_ids` Nullable(String),
    `admin_id` Nullable(String),
    `created_at` Nullable(DateTime64(3)),
    `updated_at` Nullable(DateTime64(3)),
    `kafka_key` String,
    `kafka_offset` UInt64
) ENGINE = ReplacingMergeTree(kafka_offset) ORDER BY kafka_key;

CREATE TABLE IF NOT EXISTS intercom.conversations_teammates (
    `type` Nullable(String),
    `id` String,
    `conversations_pk` String,
    `kafka_key` String,
    `kafka_offset` UInt64
) ENGINE = ReplacingMergeTree(kafka_offset) ORDER BY kafka_key;

CREATE TABLE IF NOT EXISTS intercom.conversations_linked_objects (
    `type` Nullable(String),
    `id` String,
    `category` Nullable(String),
    `conversations_pk` String,
    `kafka_key` String,
    `kafka_offset` UInt64
) ENGINE = ReplacingMergeTree(kafka_offset) ORDER BY kafka_key;

CREATE TABLE IF NOT EXISTS intercom.conversations_content_sources (
    `content_type` Nullable(String),
    `title` Nullable(String),
    `url` Nullable(String),
    `locale` Nullable(String),
    `conversations_pk` String,
    `kafka_key` String,
    `kafka_offset` UInt64
) ENGINE = ReplacingMergeTree(kafka_offset) ORDER BY kafka_key;

CREATE TABLE IF NOT EXISTS intercom.conversation_parts_tags (
    `type` Nullable(String),
    `id` String,
    `conversation_parts_pk` String,
    `conversations_pk` Nullable(String),
    `kafka_key` String,
    `kafka_offset` UInt64
) ENGINE = ReplacingMergeTree(kafka_offset) ORDER BY kafka_key;

CREATE TABLE IF NOT EXISTS intercom.calls (
    `type` Nullable(String),
    `id` String,
    `conversation_id` Nullable(String),
    `admin_id` Nullable(String),
    `contact_id` Nullable(String),
    `state` Nullable(String),
    `direction` Nullable(String),
    `call_type` Nullable(String),
    `phone` Nullable(String),
    `ended_reason` Nullable(String),
    `initiated_at` Nullable(DateTime64(3)),
    `answered_at` Nullable(DateTime64(3)),
    `ended_at` Nullable(DateTime64(3)),
    `created_at` Nullable(DateTime64(3)),
    `updated_at` Nullable(DateTime64(3)),
    `recording_url` Nullable(String),
    `transcription_url` Nullable(String),
    `fin_recording_url` Nullable(String),
    `fin_transcription_url` Nullable(String),
    `duration` Nullable(Int64),
    `talk_time` Nullable(Int64),
    `queue_time` Nullable(Int64),
    `hold_time` Nullable(Int64),
    `kafka_key` String,
    `kafka_offset` UInt64
) ENGINE = ReplacingMergeTree(kafka_offset) ORDER BY kafka_key;

CREATE TABLE IF NOT EXISTS intercom.call_transcripts (
    `transcript_status` Nullable(String),
    `transcript` Nullable(String),
    `calls_pk` String,
    `kafka_key` String,
    `kafka_offset` UInt64
) ENGINE = ReplacingMergeTree(kafka_offset) ORDER BY kafka_key;

CREATE TABLE IF NOT EXISTS intercom.news_items (
    `type` Nullable(String),
    `id` String,
    `workspace_id` Nullable(String),
    `title` Nullable(String),
    `body` Nullable(String),
    `sender_id` Nullable(String),
    `state` Nullable(String),
    `cover_image_url` Nullable(String),
    `deliver_silently` Nullable(Bool),
    `labels` Nullable(String),
    `reactions` Nullable(String),
    `created_at` Nullable(DateTime64(3)),
    `updated_at` Nullable(DateTime64(3)),
    `kafka_key` String,
    `kafka_offset` UInt64
) ENGINE = ReplacingMergeTree(kafka_offset) ORDER BY kafka_key;

CREATE TABLE IF NOT EXISTS intercom.news_items_newsfeeds (
    `type` Nullable(String),
    `id` String,
    `published_at` Nullable(DateTime64(3)),
    `news_items_pk` String,
    `kafka_key` String,
    `kafka_offset` UInt64
) ENGINE = ReplacingMergeTree(kafka_offset) ORDER BY kafka_key;

CREATE TABLE IF NOT EXISTS intercom.newsfeeds (
    `type` Nullable(String),
    `id` String,
    `name` Nullable(String),
    `created_at` Nullable(DateTime64(3)),
    `updated_at` Nullable(DateTime64(3)),
    `kafka_key` String,
    `kafka_offset` UInt64
) ENGINE = ReplacingMergeTree(kafka_offset) ORDER BY kafka_key;

CREATE TABLE IF NOT EXISTS intercom.external_pages (
    `type` Nullable(String),
    `id` String,
    `title` Nullable(String),
    `html` Nullable(String),
    `url` Nullable(String),
    `external_id` Nullable(String),
    `source_id` Nullable(String),
    `locale` Nullable(String),
    `ai_agent_availability` Nullable(Bool),
    `ai_copilot_availability` Nullable(Bool),
    `ai_sales_agent_availability` Nullable(Bool),
    `created_at` Nullable(DateTime64(3)),
    `updated_at` Nullable(DateTime64(3)),
    `last_ingested_at` Nullable(DateTime64(3)),
    `kafka_key` String,
    `kafka_offset` UInt64
) ENGINE = ReplacingMergeTree(kafka_offset) ORDER BY kafka_key;

CREATE TABLE IF NOT EXISTS intercom.content_import_sources (
    `type` Nullable(String),
    `id` String,
    `url` Nullable(String),
    `status` Nullable(String),
    `sync_behavior` Nullable(String),
    `last_synced_at` Nullable(DateTime64(3)),
    `audience_ids` Nullable(String),
    `created_at` Nullable(DateTime64(3)),
    `updated_at` Nullable(DateTime64(3)),
    `kafka_key` String,
    `kafka_offset` UInt64
) ENGINE = ReplacingMergeTree(kafka_offset) ORDER BY kafka_key;

CREATE TABLE IF NOT EXISTS intercom.content_snippets (
    `type` Nullable(String),
    `id` String,
    `title` Nullable(String),
    `body_markdown` Nullable(String),
    `json_blocks` Nullable(String),
    `locale` Nullable(String),
    `ai_chatbot_availability` Nullable(Bool),
    `ai_copilot_availability` Nullable(Bool),
    `ai_sales_agent_availability` Nullable(Bool),
    `audience_ids` Nullable(String),
    `created_at` Nullable(DateTime64(3)),
    `updated_at` Nullable(DateTime64(3)),
    `kafka_key` String,
    `kafka_offset` UInt64
) ENGINE = ReplacingMergeTree(kafka_offset) ORDER BY kafka_key;
