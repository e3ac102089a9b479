package io.kafkaconnect.intercom.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kafkaconnect.intercom.sandbox.model.Size;
import io.kafkaconnect.intercom.sandbox.truth.Truth;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BackgroundChangesTest extends SandboxTest {

    @Test
    void theWorkspaceChangesUntilItsLifeIsClosed() {
        startSmall();
        var before = Truth.of(sandbox.workspace());

        try (BackgroundChanges life = BackgroundChanges.begin(sandbox, Duration.ofMillis(1), 7)) {
            assertThat(life).isNotNull();
            await().untilAsserted(
                            () -> assertThat(Truth.of(sandbox.workspace())).isNotEqualTo(before));
            assertThat(threads()).isEqualTo(1);
        }
        await().untilAsserted(() -> assertThat(threads()).isZero());
    }

    @Test
    void anEmptyWorkspaceBearsEveryKindOfChange() {
        start(options().size(Size.EMPTY));

        sandbox.changes().random(new Random(4), 1000);

        assertThat(Truth.of(sandbox.workspace()).get("users")).isNotEmpty();
    }

    @Test
    void aLongLifeNeverRunsOutOfTagsAndCompanies() {
        startSmall();

        sandbox.changes().random(new Random(10), 3000);

        assertThat(Truth.of(sandbox.workspace()))
                .extractingByKeys("tags", "users_tags", "conversations_tags", "companies", "users_companies")
                .allSatisfy(rows -> assertThat(rows).isNotEmpty());
    }

    @Test
    void theAddressToAskIsTheLoopbackOneAlsoWhereAllAreListenedOn() {
        start(options().host("0.0.0.0"));

        assertThat(sandbox.baseUrl()).startsWith("http://127.0.0.1:");
        assertThat(client.get("/me").status()).isEqualTo(200);
    }

    private static long threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("intercom-sandbox-life"))
                .count();
    }
}
