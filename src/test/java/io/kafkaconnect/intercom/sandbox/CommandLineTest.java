package io.kafkaconnect.intercom.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kafkaconnect.intercom.sandbox.model.Size;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class CommandLineTest {

    @Test
    void withoutArgumentsEverythingIsAsUsual() {
        Options options = new CommandLine().options();

        assertThat(options.size).isEqualTo(Size.SMALL);
        assertThat(options.host).isEqualTo("127.0.0.1");
        assertThat(options.port).isZero();
        assertThat(options.rateLimitPerMinute).isZero();
        assertThat(new CommandLine().changeEvery()).isZero();
    }

    @Test
    void aSandboxForOthersListensOnAllAddressesAndChanges() {
        CommandLine commandLine = new CommandLine("--host", "0.0.0.0", "--change-every", "3");

        assertThat(commandLine.options().host).isEqualTo("0.0.0.0");
        assertThat(commandLine.changeEvery()).isEqualTo(Duration.ofSeconds(3));
    }

    @Test
    void countsChangeANamedSize() {
        Options options = new CommandLine(
                        "--size", "medium", "--users", "7", "--conversations", "9", "--port", "1234", "--latency", "5")
                .options();

        assertThat(options.size.users()).isEqualTo(7);
        assertThat(options.size.leads()).isEqualTo(Size.MEDIUM.leads());
        assertThat(options.size.conversations()).isEqualTo(9);
        assertThat(options.port).isEqualTo(1234);
        assertThat(options.latency.applyAsLong(null)).isEqualTo(5);
    }

    @Test
    void aMistakeIsToldWithTheNamesThereAre() {
        assertThatThrownBy(() -> new CommandLine("--sise", "small"))
                .hasMessageContaining("rate-limit")
                .hasMessageContaining("--sise");
        assertThatThrownBy(() -> new CommandLine("--size", "huge").options()).hasMessageContaining("size is one of");
    }
}
