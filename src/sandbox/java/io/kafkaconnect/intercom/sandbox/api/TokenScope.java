package io.kafkaconnect.intercom.sandbox.api;

/** The permissions of a token. */
public enum TokenScope {
    READ_USERS_COMPANIES("read_users_companies"),
    READ_TAGS("read_tags"),
    READ_CONVERSATIONS("read_conversations"),
    READ_EVENTS("read_events"),
    READ_ADMINS("read_admins"),
    READ_TICKETS("read_tickets"),
    READ_ARTICLES("read_articles_scope"),
    READ_BRANDS("read_brands"),
    READ_NEWS("read_news"),
    READ_CONTENT("read_content"),
    READ_CONTENT_SNIPPETS("read_content_snippets"),
    READ_CALLS("read_calls"),
    READ_ACTIVITY_LOGS("read_activity_logs");

    private final String label;

    TokenScope(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }
}
