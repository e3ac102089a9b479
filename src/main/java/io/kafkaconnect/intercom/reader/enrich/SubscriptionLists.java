package io.kafkaconnect.intercom.reader.enrich;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * What a contact chose to get or not to get. Intercom shows it in two lists. They become one list, {@code subscriptions}, in which each entry says
 * whether the contact opted in or out.
 *
 * <p>Example: with type 93 in the list of what was opted in, and type 91 in the other, the joined list has the entries
 * {@code {"id": "93", "opted": "in"}} and {@code {"id": "91", "opted": "out"}}.
 */
public final class SubscriptionLists {
    /** The field of the joined list. */
    static final String JOINED = "subscriptions";

    private static final String OPTED = "opted";

    private static final List<Choice> CHOICES = List.of(
            new Choice("in", "opted_in_subscription_types", "opt_in"),
            new Choice("out", "opted_out_subscription_types", "opt_out"));

    /**
     * One of the two things to choose.
     *
     * @param list the field of the contact with what it chose so
     * @param consentType the types of subscriptions that need this choice
     */
    private record Choice(String opted, String list, String consentType) {}

    private SubscriptionLists() {}

    /** Joins the lists of a contact. Without one of them, what the contact chose is unknown, and the contact has no joined list. */
    public static void join(ObjectNode contact) {
        contact.remove(JOINED);
        if (!CHOICES.stream()
                .allMatch(choice -> contact.path(choice.list()).path("data").isArray())) {
            return;
        }
        ObjectNode joined = contact.objectNode();
        ArrayNode entries = joined.putArray("data");
        boolean hasMore = false;
        long total = 0;
        for (Choice choice : CHOICES) {
            JsonNode list = contact.path(choice.list());
            JsonNode chosen = list.path("data");
            chosen.forEach(entry -> entries.add(noted(entry, choice)));
            hasMore |= ContactEnricher.hasMore(list);
            total += Math.max(chosen.size(), list.path("total_count").asLong(0));
        }
        contact.set(JOINED, joined.put("total_count", total).put("has_more", hasMore));
    }

    private static JsonNode noted(JsonNode entry, Choice choice) {
        return entry instanceof ObjectNode object ? object.deepCopy().put(OPTED, choice.opted()) : entry;
    }

    /** Notes in the entries of the contact's whole list what was chosen. There, the type of a subscription says it. */
    static void noteChoices(ArrayNode entries) {
        for (JsonNode entry : entries) {
            for (Choice choice : CHOICES) {
                if (entry instanceof ObjectNode object
                        && entry.path("consent_type").asText().equals(choice.consentType())) {
                    object.put(OPTED, choice.opted());
                }
            }
        }
    }
}
