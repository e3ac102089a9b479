package io.kafkaconnect.intercom;
import org.junit.jupiter.api.Test;
class TempReconfTest {
    @Test void again() {
        new ReconfigurationTest().whatever_is_configured_in_turn_and_wherever_it_breaks_off_what_is_wanted_at_last_is_there(Long.getLong("seed"));
    }
}
