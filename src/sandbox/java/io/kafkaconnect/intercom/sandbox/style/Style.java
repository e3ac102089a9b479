package io.kafkaconnect.intercom.sandbox.style;

import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/** What the entities of a workspace are called and what people write there. The same random numbers make the same texts. */
public interface Style {

    /** Several scripts, markup, slashes and missing values, which try what a reader can take. */
    static Style odd() {
        return new OddStyle();
    }

    /** The workspace of a support desk, to look at. */
    static Style supportDesk() {
        return new SupportDesk();
    }

    /** The full name of somebody. */
    String person(RandomGenerator random);

    /**
     * The mail address of somebody.
     *
     * @param name may be null
     * @param unique a word with a number, different for each contact
     */
    String mail(String name, String unique);

    /**
     * When a contact signed up, in epoch seconds; may be null.
     *
     * @param i the number of the contact
     */
    Long signedUpAt(int i, long created);

    /** The custom attributes of contact {@code i}. */
    Map<String, Object> contactAttributes(int i, RandomGenerator random);

    /** The custom attributes of a company. */
    Map<String, Object> companyAttributes(RandomGenerator random);

    /** The name of company {@code i}. */
    String company(int i);

    /** The website of company {@code i}. */
    String website(int i);

    /** The name of the plan that company {@code i} has. */
    String plan(int i);

    /** The name of team {@code i}. */
    String team(int i);

    /** The name of tag {@code i}. */
    String tag(int i);

    /** The name of segment {@code i}. */
    String segment(int i);

    /** A name for something new of that kind, or a new name of something. */
    String newName(Named kind, RandomGenerator random);

    /** The names of events, eight or more. */
    List<String> events();

    /** The types of the parts of a conversation; one that is more frequent is there more often. */
    List<String> partTypes();

    /** The file name of an attachment. */
    String attachment(boolean picture, int number);

    /**
     * A short text.
     *
     * @param theme what the conversation is about: any number
     */
    String line(Speaker speaker, long theme, RandomGenerator random);

    /** Makes longer texts of a speaker about a theme. */
    Voice voice(Speaker speaker, long theme);

    /** Makes longer texts. */
    interface Voice {
        /** The paragraphs of a text. */
        List<Paragraph> speak(RandomGenerator random);
    }

    /** Who writes, and where. */
    enum Speaker {
        SUBJECT,
        OPENING,
        CUSTOMER,
        TEAMMATE,
        NOTE
    }

    /** What gets a new name. */
    enum Named {
        TAG,
        SEGMENT,
        COMPANY
    }

    /**
     * A paragraph.
     *
     * @param page the address of a page that it links to at its end, or null
     */
    record Paragraph(String words, String page) {}
}
