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
