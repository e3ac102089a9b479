package io.kafkaconnect.intercom.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.kafkaconnect.intercom.sandbox.Options;
import io.kafkaconnect.intercom.sandbox.model.Contact;
import io.kafkaconnect.intercom.sandbox.model.Role;
import io.kafkaconnect.intercom.sandbox.model.Size;
import io.kafkaconnect.intercom.table.ColumnSet;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Intercom's search shows some contacts long after they were created, and the task restarts meanwhile. */
class LateIndexTest {
    private static final Duration LAG = Duration.ofMinutes(45);
    private static final List<String> TABLES = List.of("users", "users_tags", "leads", "leads_tags");

    private final Reconfigured story = new Reconfigured(
            new Random(1),
            new Options()
                    .size(new Size(24, 12, 2, 3, 4, 2, 2, 0, 0, 1.5, 2, Duration.ofDays(30)))
                    .slowContacts(LAG),
            DeliveryPropertyTest::task);

    private void rename(List<Contact> contacts) {
        contacts.forEach(
                contact -> story.backend().changes().contacts().rename(contact.id(), "name at " + story.now()));
    }

    @Test
    void a_new_contact_comes_once_it_is_shown_and_none_comes_twice() {
        story.configure(Map.of("intercom.tables", String.join(",", TABLES), "exactly.once.support", "required"));
        story.quiet();
        List<Contact> all =
                List.copyOf(story.backend().workspace().contacts().current().all());
        for (int i = 0; i < 20; i++) {
            story.backend().changes().contacts().create(i % 2 == 0 ? Role.USER : Role.LEAD, "new" + i);
        }
        // Other contacts change, and so the stored mark of the stream passes the time of the change.
        for (int i = 0; i < 2; i++) {
            story.pass(Duration.ofMinutes(10));
            rename(all);
            story.quiet();
        }
        story.restart();
        story.quiet();
        story.pass(LAG);
        story.quiet();

        assertThat(story.missing(TABLES, "intercom.", false, ColumnSet.DOCUMENTED))
                .isEmpty();
        story.sent();
        story.restart();
        story.quiet();
        assertThat(story.sent()).isEmpty();
    }
}
