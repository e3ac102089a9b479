package io.kafkaconnect.intercom.sandbox.truth;

import io.kafkaconnect.intercom.sandbox.item.Item;
import io.kafkaconnect.intercom.sandbox.model.Company;
import io.kafkaconnect.intercom.sandbox.model.Workspace;
import java.util.function.Function;

/** The rows of items. */
record ItemTruth(Workspace workspace, Function<String, TruthTable> tables) {

    void addAll() {
        for (ItemTable table : ItemTables.ALL) {
            workspace.items().all(table.kind()).stream()
                    .filter(item -> hasRows(table, item))
                    .forEach(item -> table.add(item.json(), tables.apply(table.name())));
        }
    }

    /** Transcripts are found by their conversation, and notes by their company, which no list contains without contacts. */
    private boolean hasRows(ItemTable table, Item item) {
        return switch (table.name()) {
            case "call_transcripts" -> item.json().hasNonNull("conversation_id");
            case "company_notes" -> {
                Company company =
                        workspace.companies().get(item.json().at("/company/id").asText());
                yield company != null && workspace.contactsOf(company) > 0;
            }
            default -> true;
        };
    }
}
