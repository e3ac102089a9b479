package io.kafkaconnect.intercom.offset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Base85Test {
    @Property(tries = 500)
    void bytes_come_back_and_json_escapes_nothing(@ForAll byte[] bytes) throws JsonProcessingException {
        String text = Base85.encode(bytes);

        assertThat(Base85.decode(text)).isEqualTo(bytes);
        assertThat(text).hasSize((bytes.length * 5 + 3) / 4);
        assertThat(new ObjectMapper().writeValueAsString(text)).isEqualTo('"' + text + '"');
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "~~~~~", "00 00", "00\"00", "0000000000\u00e9", "000000"})
    void a_text_that_is_never_written_is_refused(String text) {
        assertThatThrownBy(() -> Base85.decode(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
