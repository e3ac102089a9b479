package io.kafkaconnect.intercom.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NextPageTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {}                                                                   | ``
            {"pages": null}                                                      | ``
            {"pages": {}}                                                        | ``
            {"pages": {"next": null}}                                            | ``
            {"pages": {"next": ""}}                                              | ``
            {"pages": {"next": {}}}                                              | ``
            {"pages": {"next": {"starting_after": null}}}                        | ``
            {"pages": {"next": {"starting_after": ""}}}                          | ``
            {"pages": {"next": {"page": 2, "starting_after": "WzE=+/"}}}         | page=2 starting_after=WzE=+/
            {"pages": {"next": {"page": 2}}}                                     | ``
            {"pages": {"next": {"starting_after": 17}}}                          | starting_after=17
            {"pages": {"next": "https://api.intercom.io/companies?per_page=60&page=2"}} | per_page=60 page=2
            {"pages": {"next": "https://evil.example/x?page=2"}}                 | page=2
            {"pages": {"next": "/companies?page=2"}}                             | page=2
            {"pages": {"next": "?page=2#end"}}                                   | page=2
            {"pages": {"next": "https://h/c?a=1%2B2%20x+y&b=%C3%A9"}}            | a=1+2 x y b=é
            {"pages": {"next": "https://h/c?cursor=a=b=="}}                      | cursor=a=b==
            {"pages": {"next": "https://h/c?empty=&page=3"}}                     | empty= page=3
            {"pages": {"next": "https://h/c?&flag&=x&page=3"}}                   | page=3
            {"pages": {"next": "https://h/c"}}                                   | ``
            {"pages": {"next": "https://h/c?filter[x]=a b^c&page=2"}}            | filter[x]=a b^c page=2
            {"pages": {"next": "https://h_/c?share=100%&page=2"}}                | share=100% page=2
            """)
    void only_the_parameters_of_the_next_page_are_read(String body, String params) throws JsonProcessingException {
        assertThat(NextPage.next(JSON.readTree(body)).stream()
                        .map(param -> param.name() + "=" + param.value())
                        .collect(Collectors.joining(" ")))
                .isEqualTo(params);
    }
}
