package io.kafkaconnect.intercom.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kafkaconnect.intercom.sandbox.model.Size;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChoicesTest {

    @Test
    void the_default_is_the_sandbox_on_the_usual_ports_until_ctrl_c() {
        Choices choices = choices(Map.of(), Map.of());

        assertThat(choices.once()).isFalse();
        assertThat(choices.realWorkspace()).isFalse();
        assertThat(choices.ports()).isEqualTo(new Ports(9092, 8081, 8083, 0, 0));
        assertThat(choices.config()).exists();
        assertThat(choices.worker()).exists();
    }

    @ParameterizedTest
    @CsvSource({"'', true", "true, true", "false, false"})
    void once_needs_no_value(String value, boolean once) {
        assertThat(choices(Map.of("quickstart.once", value), Map.of()).once()).isEqualTo(once);
    }

    @ParameterizedTest
    @CsvSource({"'', false", "' ', false", "dG9r, true"})
    void a_token_means_a_real_workspace(String token, boolean real) {
        Choices choices = choices(Map.of(), Map.of(Choices.TOKEN, token));

        assertThat(choices.realWorkspace()).isEqualTo(real);
        assertThat(choices.toString()).doesNotContain("dG9r");
    }

    @Test
    void a_chosen_value_is_used() {
        Choices choices = choices(
                Map.of("quickstart.size", "Small", "quickstart.rest.port", "18083", "quickstart.root", "/r"),
                Map.of("INTERCOM_REGION", "eu"));

        assertThat(choices.size()).isEqualTo(Size.SMALL);
        assertThat(choices.ports().rest()).isEqualTo(18083);
        assertThat(choices.region()).isEqualTo("eu");
        assertThat(choices.config()).hasToString("/r/config/intercom-source.json");
    }

    @ParameterizedTest
    @CsvSource({
        "quickstart.rest.port,   eight",
        "quickstart.broker.port, -1",
        "quickstart.sandbox.port, 65536",
        "quickstart.size,        huge",
        "quickstart.postgres.port, x",
        "quickstart.postgres,    mysql",
        "quickstart.show,        userz",
    })
    void an_invalid_option_is_reported_with_its_name_and_value(String name, String value) {
        assertThatThrownBy(() -> choices(Map.of(name, value), Map.of()))
                .isInstanceOf(TroubleException.class)
                .hasMessageContaining("-D" + name + "=" + value);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            quickstart.oncee         | 1     | There is no option -Dquickstart.oncee. Did you mean -Dquickstart.once?
            quickstart.postgres.prot | 1     | Did you mean -Dquickstart.postgres.port?
            quickstart.bogus.setting | 1     | Possible values: broker.port, config, once
            quickstart.show          | userz | Did you mean users?
            quickstart.show          | x     | Possible values: admins, companies
            """)
    void a_wrong_name_is_reported_with_the_name_that_was_meant(String name, String value, String message) {
        assertThatThrownBy(() -> choices(Map.of(name, value), Map.of()))
                .isInstanceOf(TroubleException.class)
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"quickstart.root", "quickstart.build", "java.version"})
    void the_properties_of_the_build_and_of_java_are_no_options_of_users(String name) {
        assertThat(choices(Map.of(name, "x"), Map.of()).once()).isFalse();
    }

    @Test
    void the_rows_go_to_an_embedded_server_if_the_system_can_run_it() {
        assertThat(choices(Map.of(), Map.of()).destination()).isEqualTo(new Destination.Embedded(false));
        assertThat(choices(Map.of("quickstart.postgres", "embedded"), Map.of()).destination())
                .isEqualTo(new Destination.Embedded(true));
        assertThat(choices(Map.of("quickstart.postgres", "None"), Map.of()).destination())
                .isEqualTo(new Destination.Nowhere());
    }

    @Test
    void the_user_and_the_password_of_an_own_server_are_in_the_environment() {
        String url = "jdbc:postgresql://db.example.com:5433/desk?sslmode=require";

        Choices choices = choices(
                Map.of("quickstart.postgres", url),
                Map.of("INTERCOM_SINK_USER", "ann", "INTERCOM_SINK_PASSWORD", "c2VjcmV0"));

        assertThat(choices.destination()).isEqualTo(new Destination.Own(new Database(url, "ann", "c2VjcmV0")));
        assertThat(choices.hasSecretPassword()).isTrue();
        assertThat(choices.toString()).doesNotContain("c2VjcmV0");
        assertThat(new Database(url, "ann", "").psql()).contains("psql -h db.example.com -p 5433 -U ann desk");
    }

    @Test
    void a_password_in_an_address_is_refused_and_not_repeated() {
        assertThatThrownBy(() -> choices(
                        Map.of("quickstart.postgres", "jdbc:postgresql://h/db?user=a&password=c2VjcmV0"), Map.of()))
                .isInstanceOf(TroubleException.class)
                .hasMessageContaining("INTERCOM_SINK_PASSWORD")
                .hasMessageNotContaining("c2VjcmV0");
    }

    @Test
    void a_configuration_that_is_not_there_is_reported_before_the_build() {
        Choices choices = choices(
                Map.of(
                        "quickstart.config", "none.json",
                        "quickstart.broker.port", "0",
                        "quickstart.registry.port", "0",
                        "quickstart.rest.port", "0"),
                Map.of());

        assertThatThrownBy(() -> Preflight.check(choices))
                .isInstanceOf(TroubleException.class)
                .hasMessageContaining("There is no file none.json");
    }

    @Test
    void a_port_in_use_is_reported_with_the_option_that_chooses_another() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> new Ports(0, 0, taken.getLocalPort(), 0, 0).free())
                    .isInstanceOf(TroubleException.class)
                    .hasMessageContaining("Port " + taken.getLocalPort())
                    .hasMessageContaining("-Dquickstart.rest.port");
        }
    }

    @Test
    void any_port_becomes_a_free_one() {
        Ports free = new Ports(0, 0, 0, 0, 0).free();

        assertThat(free.broker()).isPositive();
        assertThat(free.rest()).isPositive();
    }

    private static Choices choices(Map<String, String> properties, Map<String, String> environment) {
        return Choices.of(properties, environment::get);
    }
}
