package io.kafkaconnect.intercom.table;

import java.util.Arrays;

/** The templates, each of which selects several tables. A template needs one permission, or two. */
public enum TableTemplate {
    /** People, companies and the lists of the workspace: everything but conversations. */
    BASIC("basic"),
    /** Conversations and everything that belongs to them. */
    CONVERSATIONS("conversations"),
    /** Tickets, their types and their states. */
    TICKETS("tickets"),
    /** The articles of the help center. */
    HELP_CENTER("help_center"),
    /** Teams and the other settings of the workspace. */
    WORKSPACE("workspace"),
    /** What people and companies have beside the tables of {@link #BASIC}. */
    PEOPLE("people"),
    /** What support works with: macros, attributes, and what else a conversation holds. */
    SUPPORT("support"),
    /** News and where they appear. */
    NEWS("news"),
    /** The content that Fin answers with, beside articles. */
    FIN_CONTENT("fin_content");

    /** The name that stands for all templates together. */
    public static final String ALL = "all";

    private final String label;

    TableTemplate(String label) {
        this.label = label;
    }

    /** The name in the settings. */
    public String label() {
        return label;
    }

    /** Whether the name is that of a template. */
    static boolean isLabel(String name) {
        return Arrays.stream(values()).anyMatch(template -> template.label.equals(name));
    }
}
