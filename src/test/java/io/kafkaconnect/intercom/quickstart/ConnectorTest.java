package io.kafkaconnect.intercom.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.kafkaconnect.intercom.config.IntercomConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConnectorTest {
    @TempDir
    private Path folder;

    @Test
    void the_body_that_created_it_is_saved_with_the_changed_settings() throws IOException {
        Path file = file("{\"name\": \"a\", \"config\": {\"tasks.max\": \"1\", \"topic.prefix\": \"x.\"}}");
        Connector connector =
                new Connector(ConnectorDefinition.of(file).with(Map.of("tasks.max", "2")), new Rest("http://none"));

        Path saved = folder.resolve("saved.json");
        connector.save(saved);

        assertThat(ConnectorDefinition.of(saved))
                .isEqualTo(new ConnectorDefinition("a", Map.of("tasks.max", "2", "topic.prefix", "x.")));
    }

    @Test
    void settings_alone_are_no_body_of_a_post() throws IOException {
        says(file("{\"tasks.max\": \"1\"}"), "must hold the body of a POST /connectors");
    }

    @Test
    void a_syntax_error_is_reported_with_its_line() throws IOException {
        says(file("{\n\"name\" \"a\"}"), "is not valid JSON, line 2");
    }

    @Test
    void a_missing_file_is_named_once() {
        says(folder.resolve("none.json"), "There is no file ");
    }

    /** The quickstart finds them without the connector's classes, which are in the archive alone. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "basic",
                "conversations",
                "basic, conversations",
                "users,conversation_parts,tags",
                "conversations,leads_tags"
            })
    void its_tables_are_those_that_the_connector_selects(String tables) {
        Map<String, String> config = tables.isEmpty() ? Map.of() : Map.of("intercom.tables", tables);
        Map<String, String> settings = new HashMap<>(config);
        settings.put("intercom.access.token", "unused");

        assertThat(new Connector(new ConnectorDefinition("a", config), new Rest("http://none")).tables())
                .containsExactlyInAnyOrderElementsOf(new IntercomConfig(settings).tables());
    }

    private static void says(Path file, String words) {
        assertThatExceptionOfType(TroubleException.class)
                .isThrownBy(() -> ConnectorDefinition.of(file))
                .withMessageContaining(words)
                .withMessageNotContaining("REDACTED");
    }

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("file.json"), text);
    }
}
