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

class ChoicesTest {

    @Test
    void the_default_is_the_sandbox_on_the_usual_ports_until_ctrl_c() {
        Choices choices = choices(Map.of(), Map.of());

        assertThat(choices.once()).isFalse();
        assertThat(choices.realWorkspace()).isFalse();
        assertThat(choices.ports()).isEqualTo(new Ports(9092, 8081, 8083, 0));
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
    })
    void an_invalid_option_is_reported_with_its_name_and_value(String name, String value) {
        assertThatThrownBy(() -> choices(Map.of(name, value), Map.of()))
                .isInstanceOf(TroubleException.class)
                .hasMessageContaining("-D" + name + "=" + value);
    }

    @Test
    void a_port_in_use_is_reported_with_the_option_that_chooses_another() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> new Ports(0, 0, taken.getLocalPort(), 0).free())
                    .isInstanceOf(TroubleException.class)
                    .hasMessageContaining("Port " + taken.getLocalPort())
                    .hasMessageContaining("-Dquickstart.rest.port");
        }
    }

    @Test
    void any_port_becomes_a_free_one() {
        Ports free = new Ports(0, 0, 0, 0).free();

        assertThat(free.broker()).isPositive();
        assertThat(free.rest()).isPositive();
    }

    private static Choices choices(Map<String, String> properties, Map<String, String> environment) {
        return Choices.of(properties::get, environment::get);
    }
}
