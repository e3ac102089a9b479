-- What Intercom holds now, from the tables to which the sink appends: the newest row of each key, without the keys
-- that ended with a tombstone. All records of a key are in one partition, so its highest offset is its newest record.
-- SELECT * takes the columns of today: run this again after the sink has added columns. Run it after the sink has
-- written to every table. If you create a topic again, its offsets start over: empty its table as well.
USE SCHEMA ANALYTICS.INTERCOM;

CREATE OR REPLACE VIEW intercom_users_current AS
SELECT * EXCLUDE (record_metadata)
FROM (
    SELECT *
    FROM intercom_users
    QUALIFY ROW_NUMBER() OVER (
        PARTITION BY TO_JSON(record_metadata:key)
        ORDER BY record_metadata:offset::NUMBER DESC
    ) = 1
)
WHERE id IS NOT NULL;

CREATE OR REPLACE VIEW intercom_users_tags_current AS
SELECT * EXCLUDE (record_metadata)
FROM (
    SELECT *
    FROM intercom_users_tags
    QUALIFY ROW_NUMBER() OVER (
        PARTITION BY TO_JSON(record_metadata:key)
        ORDER BY record_metadata:offset::NUMBER DESC
    ) = 1
)
WHERE users_pk IS NOT NULL;

CREATE OR REPLACE VIEW intercom_users_segments_current AS
SELECT * EXCLUDE (record_metadata)
FROM (
    SELECT *
    FROM intercom_users_segments
    QUALIFY ROW_NUMBER() OVER (
        PARTITION BY TO_JSON(record_metadata:key)
        ORDER BY record_metadata:offset::NUMBER DESC
    ) = 1
)
WHERE users_pk IS NOT NULL;

CREATE OR REPLACE VIEW intercom_users_companies_current AS
SELECT * EXCLUDE (record_metadata)
FROM (
    SELECT *
    FROM intercom_users_companies
    QUALIFY ROW_NUMBER() OVER (
        PARTITION BY TO_JSON(record_metadata:key)
        ORDER BY record_metadata:offset::NUMBER DESC
    ) = 1
)
WHERE users_pk IS NOT NULL;

CREATE OR REPLACE VIEW intercom_users_social_profiles_current AS
SELECT * EXCLUDE (record_metadata)
FROM (
    SELECT *
    FROM intercom_users_social_profiles
    QUALIFY ROW_NUMBER() OVER (
        PARTITION BY TO_JSON(record_metadata:key)
        ORDER BY record_metadata:offset::NUMBER DESC
    ) = 1
)
WHERE users_pk IS NOT NULL;

CREATE OR REPLACE VIEW intercom_notes_current AS
SELECT * EXCLUDE (record_metadata)
FROM (
    SELECT *
    FROM intercom_notes
    QUALIFY ROW_NUMBER() OVER (
        PARTITION BY TO_JSON(record_metadata:key)
        ORDER BY record_metadata:offset::NUMBER DESC
    ) = 1
)
WHERE id IS NOT NULL;

CREATE OR REPLACE VIEW intercom_events_summary_current AS
SELECT * EXCLUDE (record_metadata)
FROM (
    SELECT *
    FROM intercom_events_summary
    QUALIFY ROW_NUMBER() OVER (
        PARTITION BY TO_JSON(record_metadata:key)
        ORDER BY record_metadata:offset::NUMBER DESC
    ) = 1
)
WHERE user_id IS NOT NULL;

CREATE OR REPLACE VIEW intercom_leads_current AS
SELECT * EXCLUDE (record_metadata)
FROM (
    SELECT *
    FROM intercom_leads
    QUALIFY ROW_NUMBER() OVER (
        PARTITION BY TO_JSON(record_metadata:key)
        ORDER BY record_metadata:offset::NUMBER DESC
    ) = 1
)
WHERE id IS NOT NULL;

CREATE OR REPLACE VIEW intercom_leads_tags_current AS
SELECT * EXCLUDE (record_metadata)
FROM (
    SELECT *
    FROM intercom_leads_tags
    QUALIFY ROW_NUMBER() OVER (
        PARTITION BY TO_JSON(record_metadata:key)
        ORDER BY record_metadata:offset::NUMBER DESC
    ) = 1
)
WHERE leads_pk IS NOT NULL;

CREATE OR REPLACE VIEW intercom_leads_segments_current AS
SELECT * EXCLUDE (record_metadata)
FROM (
    SELECT *
    FROM intercom_leads_segments
    QUALIFY ROW_NUMBER() OVER (
        PARTITION BY TO_JSON(record_metadata:key)
        ORDER BY record_metadata:offset::NUMBER DESC
    ) = 1
)
WHERE leads_pk IS NOT NULL;

CREATE OR REPLACE VIEW intercom_leads_companies_current AS
SELECT * EXCLUDE (record_metadata)
FROM (
    SELECT *
    FROM intercom_leads_companies
    QUALIFY ROW_NUMBER() OVER (
        PARTITION BY TO_JSON(record_metadata:key)
        ORDER BY record_metadata:offset::NUMBER DESC
    ) = 1
)
WHERE leads_pk IS NOT NULL;

CREATE OR REPLACE VIEW intercom_leads_social_profiles_current AS
SELECT * EXCLUDE (record_metadata)
FROM (
    SELECT *
    FROM intercom_leads_social_profiles
    QUALIFY ROW_NUMBER() OVER (
        PARTITION BY TO_JSON(record_metadata:key)
        ORDER BY record_metadata:offset::NUMBER DESC
    ) = 1
)
WHERE leads_pk IS NOT NULL;

CREATE OR REPLACE VIEW intercom_companies_current AS
SELECT * EXCLUDE (record_metadata)
FROM (
    SELECT *
    FROM intercom_companies
    QUALIFY ROW_NUMBER() OVER (
        PARTITION BY TO_JSON(record_metadata:key)
        ORDER BY record_metadata:offset::NUMBER DESC
    ) = 1
)
WHERE id IS NOT NULL;

CREATE OR REPLACE VIEW intercom_admins_current AS
SELECT * EXCLUDE (record_metadata)
FROM (
    SELECT *
    FROM intercom_admins
    QUALIFY ROW_NUMBER() OVER (
        PARTITION BY TO_JSON(record_metadata:key)
        ORDER BY record_metadata:offset::NUMBER DESC
    ) = 1
)
WHERE id IS NOT NULL;

CREATE OR REPLACE VIEW intercom_tags_current AS
SELECT * EXCLUDE (record_metadata)
FROM (
    SELECT *
    FROM intercom_tags
    QUALIFY ROW_NUMBER() OVER (
        PARTITION BY TO_JSON(record_metadata:key)
        ORDER BY record_metadata:offset::NUMBER DESC
    ) = 1
)
WHERE id IS NOT NULL;

CREATE OR REPLACE VIEW intercom_segments_current AS
SELECT * EXCLUDE (record_metadata)
FROM (
    SELECT *
    FROM intercom_segments
    QUALIFY ROW_NUMBER() OVER (
        PARTITION BY TO_JSON(record_metadata:key)
        ORDER BY record_metadata:offset::NUMBER DESC
    ) = 1
)
WHERE id IS NOT NULL;

CREATE OR REPLACE VIEW intercom_conversations_current AS
SELECT * EXCLUDE (record_metadata)
FROM (
    SELECT *
    FROM intercom_conversations
    QUALIFY ROW_NUMBER() OVER (
        PARTITION BY TO_JSON(record_metadata:key)
        ORDER BY record_metadata:offset::NUMBER DESC
    ) = 1
)
WHERE id IS NOT NULL;

CREATE OR REPLACE VIEW intercom_conversations_attachments_current AS
SELECT * EXCLUDE (record_metadata)
FROM (
    SELECT *
    FROM intercom_conversations_attachments
    QUALIFY ROW_NUMBER() OVER (
        PARTITION BY TO_JSON(record_metadata:key)
        ORDER BY record_metadata:offset::NUMBER DESC
    ) = 1
)
WHERE conversations_pk IS NOT NULL;

CREATE OR REPLACE VIEW intercom_conversations_customers_current AS
SELECT * EXCLUDE (record_metadata)
FROM (
    SELECT *
    FROM intercom_conversations_customers
    QUALIFY ROW_NUMBER() OVER (
        PARTITION BY TO_JSON(record_metadata:key)
        ORDER BY record_metadata:offset::NUMBER DESC
    ) = 1
)
WHERE conversations_pk IS NOT NULL;

CREATE OR REPLACE VIEW intercom_conversations_tags_current AS
SELECT * EXCLUDE (record_metadata)
FROM (
    SELECT *
    FROM intercom_conversations_tags
    QUALIFY ROW_NUMBER() OVER (
        PARTITION BY TO_JSON(record_metadata:key)
        ORDER BY record_metadata:offset::NUMBER DESC
    ) = 1
)
WHERE conversations_pk IS NOT NULL;

CREATE OR REPLACE VIEW intercom_conversation_parts_current AS
SELECT * EXCLUDE (record_metadata)
FROM (
    SELECT *
    FROM intercom_conversation_parts
    QUALIFY ROW_NUMBER() OVER (
        PARTITION BY TO_JSON(record_metadata:key)
        ORDER BY record_metadata:offset::NUMBER DESC
    ) = 1
)
WHERE id IS NOT NULL;

CREATE OR REPLACE VIEW intercom_conversation_parts_attachments_current AS
SELECT * EXCLUDE (record_metadata)
FROM (
    SELECT *
    FROM intercom_conversation_parts_attachments
    QUALIFY ROW_NUMBER() OVER (
        PARTITION BY TO_JSON(record_metadata:key)
        ORDER BY record_metadata:offset::NUMBER DESC
    ) = 1
)
WHERE conversation_parts_pk IS NOT NULL;

CREATE OR REPLACE VIEW intercom_tickets_current AS
SELECT * EXCLUDE (record_metadata)
FROM (
    SELECT *
    FROM intercom_tickets
    QUALIFY ROW_NUMBER() OVER (
        PARTITION BY TO_JSON(record_metadata:key)
        ORDER BY record_metadata:offset::NUMBER DESC
    ) = 1
)
WHERE id IS NOT NULL;

CREATE OR REPLACE VIEW intercom_tickets_contacts_current AS
SELECT * EXCLUDE (record_metadata)
FROM (
    SELECT *
    FROM intercom_tickets_contacts
    QUALIFY ROW_NUMBER() OVER (
        PARTITION BY TO_JSON(record_metadata:key)
        ORDER BY record_metadata:offset::NUMBER DESC
    ) = 1
)
WHERE tickets_pk IS NOT NULL;

CREATE OR REPLACE VIEW intercom_tickets_linked_objects_current AS
SELECT * EXCLUDE (record_metadata)
FROM (
    SELECT *
    FROM intercom_tickets_linked_objects
    QUALIFY ROW_NUMBER() OVER (
        PARTITION BY TO_JSON(record_metadata:key)
        ORDER BY record_metadata:offset::NUMBER DESC
    ) = 1
)
WHERE tickets_pk IS NOT NULL;

CREATE OR REPLACE VIEW intercom_ticket_parts_current AS
SELECT * EXCLUDE (record_metadata)
FROM (
    SELECT *
    FROM intercom_ticket_parts
    QUALIFY ROW_NUMBER() OVER (
        PARTITION BY TO_JSON(record_metadata:key)
        ORDER BY record_metadata:offset::NUMBER DESC
    ) = 1
)
WHERE id IS NOT NULL;

CREATE OR REPLACE VIEW intercom_ticket_parts_attachments_current AS
SELECT * EXCLUDE (record_metadata)
FROM (
    SELECT *
    FROM intercom_ticket_parts_attachments
    QUALIFY ROW_NUMBER() OVER (
        PARTITION BY TO_JSON(record_metadata:key)
        ORDER BY record_metadata:offset::NUMBER DESC
    ) = 1
)
WHERE ticket_parts_pk IS NOT NULL;

CREATE OR REPLACE VIEW intercom_ticket_types_current AS
SELECT * EXCLUDE (record_metadata)
FROM (
    SELECT *
    FROM intercom_ticket_types
    QUALIFY ROW_NUMBER() OVER (
        PARTITION BY TO_JSON(record_metadata:key)
        ORDER BY record_metadata:offset::NUMBER DESC
    ) = 1
)
WHERE id IS NOT NULL;

CREATE OR REPLACE VIEW intercom_ticket_type_attributes_current AS
SELECT * EXCLUDE (record_metadata)
FROM (
    SELECT *
    FROM intercom_ticket_type_attributes
    QUALIFY ROW_NUMBER() OVER (
        PARTITION BY TO_JSON(record_metadata:key)
        ORDER BY record_metadata:offset::NUMBER DESC
    ) = 1
)
WHERE id IS NOT NULL;

CREATE OR REPLACE VIEW intercom_ticket_states_current AS
SELECT * EXCLUDE (record_metadata)
FROM (
    SELECT *
    FROM intercom_ticket_states
    QUALIFY ROW_NUMBER() OVER (
        PARTITION BY TO_JSON(record_metadata:key)
        ORDER BY record_metadata:offset::NUMBER DESC
    ) = 1
)
WHERE id IS NOT NULL;

CREATE OR REPLACE VIEW intercom_ticket_types_states_current AS
SELECT * EXCLUDE (record_metadata)
FROM (
    SELECT *
    FROM intercom_ticket_types_states
    QUALIFY ROW_NUMBER() OVER (
        PARTITION BY TO_JSON(record_metadata:key)
        ORDER BY record_metadata:offset::NUMBER DESC
    ) = 1
)
WHERE ticket_types_pk IS NOT NULL;

CREATE OR REPLACE VIEW intercom_articles_current AS
SELECT * EXCLUDE (record_metadata)
FROM (
    SELECT *
    FROM intercom_articles
    QUALIFY ROW_NUMBER() OVER (
        PARTITION BY TO_JSON(record_metadata:key)
        ORDER BY record_metadata:offset::NUMBER DESC
    ) = 1
)
WHERE id IS NOT NULL;

CREATE OR REPLACE VIEW intercom_articles_translations_current AS
SELECT * EXCLUDE (record_metadata)
FROM (
    SELECT *
    FROM intercom_articles_translations
    QUALIFY ROW_NUMBER() OVER (
        PARTITION BY TO_JSON(record_metadata:key)
        ORDER BY record_metadata:offset::NUMBER DESC
    ) = 1
)
WHERE articles_pk IS NOT NULL;

CREATE OR REPLACE VIEW intercom_articles_collections_current AS
SELECT * EXCLUDE (record_metadata)
FROM (
    SELECT *
    FROM intercom_articles_collections
    QUALIFY ROW_NUMBER() OVER (
        PARTITION BY TO_JSON(record_metadata:key)
        ORDER BY record_metadata:offset::NUMBER DESC
    ) = 1
)
WHERE articles_pk IS NOT NULL;

CREATE OR REPLACE VIEW intercom_articles_tags_current AS
SELECT * EXCLUDE (record_metadata)
FROM (
    SELECT *
    FROM intercom_articles_tags
    QUALIFY ROW_NUMBER() OVER (
        PARTITION BY TO_JSON(record_metadata:key)
        ORDER BY record_metadata:offset::NUMBER DESC
    ) = 1
)
WHERE articles_pk IS NOT NULL;

CREATE OR REPLACE VIEW intercom_articles_statistics_current AS
SELECT * EXCLUDE (record_metadata)
FROM (
    SELECT *
    FROM intercom_articles_statistics
    QUALIFY ROW_NUMBER() OVER (
        PARTITION BY TO_JSON(record_metadata:key)
        ORDER BY record_metadata:offset::NUMBER DESC
    ) = 1
)
WHERE articles_pk IS NOT NULL;

CREATE OR REPLACE VIEW intercom_collections_current AS
SELECT * EXCLUDE (record_metadata)
FROM (
    SELECT *
    FROM intercom_collections
    QUALIFY ROW_NUMBER() OVER (
        PARTITION BY TO_JSON(record_metadata:key)
        ORDER BY record_metadata:offset::NUMBER DESC
    ) = 1
)
WHERE id IS NOT NULL;

CREATE OR REPLACE VIEW intercom_collections_translations_current AS
SELECT * EXCLUDE (record_metadata)
FROM (
    SELECT *
    FROM intercom_collections_translations
    QUALIFY ROW_NUMBER() OVER (
        PARTITION BY TO_JSON(record_metadata:key)
        ORDER BY record_metadata:offset::NUMBER DESC
    ) = 1
)
WHERE collections_pk IS NOT NULL;

CREATE OR REPLACE VIEW intercom_help_centers_current AS
SELECT * EXCLUDE (record_metadata)
FROM (
    SELECT *
    FROM intercom_help_centers
    QUALIFY ROW_NUMBER() OVER (
        PARTITION BY TO_JSON(record_metadata:key)
        ORDER BY record_metadata:offset::NUMBER DESC
    ) = 1
)
WHERE id IS NOT NULL;

CREATE OR REPLACE VIEW intercom_internal_articles_current AS
SELECT * EXCLUDE (record_metadata)
FROM (
    SELECT *
    FROM intercom_internal_articles
    QUALIFY ROW_NUMBER() OVER (
        PARTITION BY TO_JSON(record_metadata:key)
        ORDER BY record_metadata:offset::NUMBER DESC
    ) = 1
)
WHERE id IS NOT NULL;

CREATE OR REPLACE VIEW intercom_teams_current AS
SELECT * EXCLUDE (record_metadata)
FROM (
    SELECT *
    FROM intercom_teams
    QUALIFY ROW_NUMBER() OVER (
        PARTITION BY TO_JSON(record_metadata:key)
        ORDER BY record_metadata:offset::NUMBER DESC
    ) = 1
)
WHERE id IS NOT NULL;

CREATE OR REPLACE VIEW intercom_teams_admins_current AS
SELECT * EXCLUDE (record_metadata)
FROM (
    SELECT *
    FROM intercom_teams_admins
    QUALIFY ROW_NUMBER() OVER (
        PARTITION BY TO_JSON(record_metadata:key)
        ORDER BY record_metadata:offset::NUMBER DESC
    ) = 1
)
WHERE teams_pk IS NOT NULL;

CREATE OR REPLACE VIEW intercom_activity_logs_current AS
SELECT * EXCLUDE (record_metadata)
FROM (
    SELECT *
    FROM intercom_activity_logs
    QUALIFY ROW_NUMBER() OVER (
        PARTITION BY TO_JSON(record_metadata:key)
        ORDER BY record_metadata:offset::NUMBER DESC
    ) = 1
)
WHERE id IS NOT NULL;

CREATE OR REPLACE VIEW intercom_away_status_reasons_current AS
SELECT * EXCLUDE (record_metadata)
FROM (
    SELECT *
    FROM intercom_away_status_reasons
    QUALIFY ROW_NUMBER() OVER (
        PARTITION BY TO_JSON(record_metadata:key)
        ORDER BY record_metadata:offset::NUMBER DESC
    ) = 1
)
WHERE id IS NOT NULL;

CREATE OR REPLACE VIEW intercom_brands_current AS
SELECT * EXCLUDE (record_metadata)
FROM (
    SELECT *
    FROM intercom_brands
    QUALIFY ROW_NUMBER() OVER (
        PARTITION BY TO_JSON(record_metadata:key)
        ORDER BY record_metadata:offset::NUMBER DESC
    ) = 1
)
WHERE id IS NOT NULL;

CREATE OR REPLACE VIEW intercom_companies_tags_current AS
SELECT * EXCLUDE (record_metadata)
FROM (
    SELECT *
    FROM intercom_companies_tags
    QUALIFY ROW_NUMBER() OVER (
        PARTITION BY TO_JSON(record_metadata:key)
        ORDER BY record_metadata:offset::NUMBER DESC
    ) = 1
)
WHERE companies_pk IS NOT NULL;

CREATE OR REPLACE VIEW intercom_companies_segments_current AS
SELECT * EXCLUDE (record_metadata)
FROM (
    SELECT *
    FROM intercom_companies_segments
    QUALIFY ROW_NUMBER() OVER (
        PARTITION BY TO_JSON(record_metadata:key)
        ORDER BY record_metadata:offset::NUMBER DESC
    ) = 1
)
WHERE companies_pk IS NOT NULL;

CREATE OR REPLACE VIEW intercom_company_notes_current AS
SELECT * EXCLUDE (record_metadata)
FROM (
    SELECT *
    FROM intercom_company_notes
    QUALIFY ROW_NUMBER() OVER (
        PARTITION BY TO_JSON(record_metadata:key)
        ORDER BY record_metadata:offset::NUMBER DESC
    ) = 1
)
WHERE id IS NOT NULL;

CREATE OR REPLACE VIEW intercom_users_subscriptions_current AS
SELECT * EXCLUDE (record_metadata)
FROM (
    SELECT *
    FROM intercom_users_subscriptions
    QUALIFY ROW_NUMBER() OVER (
        PARTITION BY TO_JSON(record_metadata:key)
        ORDER BY record_metadata:offset::NUMBER DESC
    ) = 1
)
WHERE users_pk IS NOT NULL;

CREATE OR REPLACE VIEW intercom_leads_subscriptions_current AS
SELECT * EXCLUDE (record_metadata)
FROM (
    SELECT *
    FROM intercom_leads_subscriptions
    QUALIFY ROW_NUMBER() OVER (
        PARTITION BY TO_JSON(record_metadata:key)
        ORDER BY record_metadata:offset::NUMBER DESC
    ) = 1
)
WHERE leads_pk IS NOT NULL;

CREATE OR REPLACE VIEW intercom_subscription_types_current AS
SELECT * EXCLUDE (record_metadata)
FROM (
    SELECT *
    FROM intercom_subscription_types
    QUALIFY ROW_NUMBER() OVER (
        PARTITION BY TO_JSON(record_metadata:key)
        ORDER BY record_metadata:offset::NUMBER DESC
    ) = 1
)
WHERE id IS NOT NULL;

CREATE OR REPLACE VIEW intercom_data_attributes_current AS
SELECT * EXCLUDE (record_metadata)
FROM (
    SELECT *
    FROM intercom_data_attributes
    QUALIFY ROW_NUMBER() OVER (
        PARTITION BY TO_JSON(record_metadata:key)
        ORDER BY record_metadata:offset::NUMBER DESC
    ) = 1
)
WHERE model IS NOT NULL;

CREATE OR REPLACE VIEW intercom_macros_current AS
SELECT * EXCLUDE (record_metadata)
FROM (
    SELECT *
    FROM intercom_macros
    QUALIFY ROW_NUMBER() OVER (
        PARTITION BY TO_JSON(record_metadata:key)
        ORDER BY record_metadata:offset::NUMBER DESC
    ) = 1
)
WHERE id IS NOT NULL;

CREATE OR REPLACE VIEW intercom_macros_teams_current AS
SELECT * EXCLUDE (record_metadata)
FROM (
    SELECT *
    FROM intercom_macros_teams
    QUALIFY ROW_NUMBER() OVER (
        PARTITION BY TO_JSON(record_metadata:key)
        ORDER BY record_metadata:offset::NUMBER DESC
    ) = 1
)
WHERE macros_pk IS NOT NULL;

CREATE OR REPLACE VIEW intercom_conversation_attributes_current AS
SELECT * EXCLUDE (record_metadata)
FROM (
    SELECT *
    FROM intercom_conversation_attributes
    QUALIFY ROW_NUMBER() OVER (
        PARTITION BY TO_JSON(record_metadata:key)
        ORDER BY record_metadata:offset::NUMBER DESC
    ) = 1
)
WHERE id IS NOT NULL;

CREATE OR REPLACE VIEW intercom_conversations_teammates_current AS
SELECT * EXCLUDE (record_metadata)
FROM (
    SELECT *
    FROM intercom_conversations_teammates
    QUALIFY ROW_NUMBER() OVER (
        PARTITION BY TO_JSON(record_metadata:key)
        ORDER BY record_metadata:offset::NUMBER DESC
    ) = 1
)
WHERE conversations_pk IS NOT NULL;

CREATE OR REPLACE VIEW intercom_conversations_linked_objects_current AS
SELECT * EXCLUDE (record_metadata)
FROM (
    SELECT *
    FROM intercom_conversations_linked_objects
    QUALIFY ROW_NUMBER() OVER (
        PARTITION BY TO_JSON(record_metadata:key)
        ORDER BY record_metadata:offset::NUMBER DESC
    ) = 1
)
WHERE conversations_pk IS NOT NULL;

CREATE OR REPLACE VIEW intercom_conversations_content_sources_current AS
SELECT * EXCLUDE (record_metadata)
FROM (
    SELECT *
    FROM intercom_conversations_content_sources
    QUALIFY ROW_NUMBER() OVER (
        PARTITION BY TO_JSON(record_metadata:key)
        ORDER BY record_metadata:offset::NUMBER DESC
    ) = 1
)
WHERE conversations_pk IS NOT NULL;

CREATE OR REPLACE VIEW intercom_conversation_parts_tags_current AS
SELECT * EXCLUDE (record_metadata)
FROM (
    SELECT *
    FROM intercom_conversation_parts_tags
    QUALIFY ROW_NUMBER() OVER (
        PARTITION BY TO_JSON(record_metadata:key)
        ORDER BY record_metadata:offset::NUMBER DESC
    ) = 1
)
WHERE conversation_parts_pk IS NOT NULL;

CREATE OR REPLACE VIEW intercom_calls_current AS
SELECT * EXCLUDE (record_metadata)
FROM (
    SELECT *
    FROM intercom_calls
    QUALIFY ROW_NUMBER() OVER (
        PARTITION BY TO_JSON(record_metadata:key)
        ORDER BY record_metadata:offset::NUMBER DESC
    ) = 1
)
WHERE id IS NOT NULL;

CREATE OR REPLACE VIEW intercom_call_transcripts_current AS
SELECT * EXCLUDE (record_metadata)
FROM (
    SELECT *
    FROM intercom_call_transcripts
    QUALIFY ROW_NUMBER() OVER (
        PARTITION BY TO_JSON(record_metadata:key)
        ORDER BY record_metadata:offset::NUMBER DESC
    ) = 1
)
WHERE calls_pk IS NOT NULL;

CREATE OR REPLACE VIEW intercom_news_items_current AS
SELECT * EXCLUDE (record_metadata)
FROM (
    SELECT *
    FROM intercom_news_items
    QUALIFY ROW_NUMBER() OVER (
        PARTITION BY TO_JSON(record_metadata:key)
        ORDER BY record_metadata:offset::NUMBER DESC
    ) = 1
)
WHERE id IS NOT NULL;

CREATE OR REPLACE VIEW intercom_news_items_newsfeeds_current AS
SELECT * EXCLUDE (record_metadata)
FROM (
    SELECT *
    FROM intercom_news_items_newsfeeds
    QUALIFY ROW_NUMBER() OVER (
        PARTITION BY TO_JSON(record_metadata:key)
        ORDER BY record_metadata:offset::NUMBER DESC
    ) = 1
)
WHERE news_items_pk IS NOT NULL;

CREATE OR REPLACE VIEW intercom_newsfeeds_current AS
SELECT * EXCLUDE (record_metadata)
FROM (
    SELECT *
    FROM intercom_newsfeeds
    QUALIFY ROW_NUMBER() OVER (
        PARTITION BY TO_JSON(record_metadata:key)
        ORDER BY record_metadata:offset::NUMBER DESC
    ) = 1
)
WHERE id IS NOT NULL;

CREATE OR REPLACE VIEW intercom_external_pages_current AS
SELECT * EXCLUDE (record_metadata)
FROM (
    SELECT *
    FROM intercom_external_pages
    QUALIFY ROW_NUMBER() OVER (
        PARTITION BY TO_JSON(record_metadata:key)
        ORDER BY record_metadata:offset::NUMBER DESC
    ) = 1
)
WHERE id IS NOT NULL;

CREATE OR REPLACE VIEW intercom_content_import_sources_current AS
SELECT * EXCLUDE (record_metadata)
FROM (
    SELECT *
    FROM intercom_content_import_sources
    QUALIFY ROW_NUMBER() OVER (
        PARTITION BY TO_JSON(record_metadata:key)
        ORDER BY record_metadata:offset::NUMBER DESC
    ) = 1
)
WHERE id IS NOT NULL;

CREATE OR REPLACE VIEW intercom_content_snippets_current AS
SELECT * EXCLUDE (record_metadata)
FROM (
    SELECT *
    FROM intercom_content_snippets
    QUALIFY ROW_NUMBER() OVER (
        PARTITION BY TO_JSON(record_metadata:key)
        ORDER BY record_metadata:offset::NUMBER DESC
    ) = 1
)
WHERE id IS NOT NULL;
