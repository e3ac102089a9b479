package io.kafkaconnect.intercom.sandbox.style;

import io.kafkaconnect.intercom.sandbox.style.Style.Paragraph;
import io.kafkaconnect.intercom.sandbox.style.Style.Speaker;
import io.kafkaconnect.intercom.sandbox.style.Style.Voice;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/** What customers ask a support desk about, and what they hear. Not changed after it is made. */
final class SupportThemes {
    /** A line without a mark begins a theme and is its subject. The marks: {@code ?} opening, {@code >} customer, {@code !} teammate, {@code #} note. */
    private static final String ALL = """
            The invoice shows too many seats
            ? Hi, our last invoice has 12 seats, but we are only 9 people. Can you correct it?
            ? Hello, why did our bill go up this month? We did not add anybody.
            > Thanks. Will the difference come back to our card?
            > Right, two colleagues left in spring. We must have forgotten them.
            ! Three deactivated accounts still hold a seat. I have removed them, and the next invoice will show 9.
            ! You are right, and I am sorry. A credit note is on its way to you.
            # Seats of deactivated users are billed until the end of the month. Refund approved.
            I cannot log in any more
            ? Since this morning the login page says that my password is wrong. It worked yesterday.
            ? I do not get the mail to reset my password. Could you look into it?
            > The new link works, thank you!
            > It is the address that I always use. Could there be a second account?
            ! I have sent you a new link. It is valid for one hour. Please look into your spam folder, too.
            ! Your company uses single sign-on now, so please take the button below the form.
            # Account was locked after ten tries. Identity checked by phone.
            The export stops half way
            ? The CSV export of our projects ends after about 5,000 rows. Is there a limit?
            ? Exporting the report for last year gives us an empty file.
            > It is the report "Hours by project", with all columns.
            > Great, the file is complete now.
            ! Thank you for the details. Could you tell me which report you export, and in which browser?
            ! The limit is gone since our release of this week. Please try the export once more.
            # Reproduced with 6,200 rows. Passed on to the developers.
            How do we connect our bank?
            ? We would like to import payments from our bank. Which ones do you support?
            ? The bank connection asks for a login every day. Is that intended?
            > We are with a small savings bank. It is not in the list.
            > Perfect, the payments of this week are all there.
            ! Go to Settings, then Bank accounts. Ninety banks can be connected, and all others by file.
            ! Banks end the permission after 90 days. You can renew it in two clicks.
            # Wants daily import. Asked for the name of the bank.
            Cancel or downgrade our plan
            ? We are a smaller team now. How do we change from Business to Team?
            ? Please cancel our subscription at the end of the month.
            > Will we keep our old projects?
            > Thank you, that was easy.
            ! You keep all projects. The change takes effect with your next invoice.
            ! I am sorry to see you go. May I ask what you missed?
            # Price is the reason. Offered 20 % for a year.
            The mobile app does not show new tasks
            ? Tasks that I add on my laptop do not appear on my phone.
            ? The app closes as soon as I open the calendar.
            > Version 4.2, on Android 14.
            > After the update everything is there. Thanks!
            ! Please update the app to version 4.3, which corrects this.
            ! Could you tell me the version of the app and of your phone?
            # Known problem in 4.2, solved in 4.3.
            Could you add a dark theme?
            ? I work at night a lot. A dark theme would help me.
            ? Is there a way to hide finished projects? The list is very long.
            > Nice. I would be glad to test it.
            > I see. Please let me know when it is there.
            ! We hear this often, and it is on our list for this summer. I have added your vote.
            ! You can archive a project in its menu. It leaves the list, and nothing is deleted.
            # Vote added to the feature request.
            Help with the first steps
            ? We started our trial today. Is there an introduction for teams?
            ? How can I invite my colleagues, and who may see what?
            > Tuesday at 10 is fine for us.
            > That answers all we wanted to know.
            ! Welcome! I would like to show you around. Does Tuesday at 10 suit you?
            ! Owners see everything, members only their projects. You change that under Settings, then People.
            # Trial, 14 people, decides within two weeks. Demo on Tuesday.
            """;

    private final List<Map<Speaker, Voice>> themes;
    private final List<Map<Speaker, List<String>>> lines;

    private SupportThemes(List<Map<Speaker, List<String>>> lines) {
        this.lines = lines;
        this.themes = lines.stream().map(SupportThemes::voices).toList();
    }

    static SupportThemes all() {
        List<Map<Speaker, List<String>>> themes = new ArrayList<>();
        ALL.lines().forEach(line -> {
            Speaker speaker = speaker(line);
            if (speaker == Speaker.SUBJECT) {
                themes.add(new EnumMap<>(Speaker.class));
            }
            themes.get(themes.size() - 1)
                    .computeIfAbsent(speaker, first -> new ArrayList<>())
                    .add(speaker == Speaker.SUBJECT ? line : line.substring(2));
        });
        return new SupportThemes(themes);
    }

    private static Speaker speaker(String line) {
        return switch (line.charAt(0)) {
            case '?' -> Speaker.OPENING;
            case '>' -> Speaker.CUSTOMER;
            case '!' -> Speaker.TEAMMATE;
            case '#' -> Speaker.NOTE;
            default -> Speaker.SUBJECT;
        };
    }

    /** One of the lines of a speaker. */
    String line(Speaker speaker, long theme, RandomGenerator random) {
        return any(lines.get(index(theme)).get(speaker), random);
    }

    Voice voice(Speaker speaker, long theme) {
        return themes.get(index(theme)).get(speaker);
    }

    private int index(long theme) {
        return (int) Math.floorMod(theme, (long) lines.size());
    }

    private static Map<Speaker, Voice> voices(Map<Speaker, List<String>> theme) {
        Map<Speaker, Voice> voices = new EnumMap<>(Speaker.class);
        theme.forEach((speaker, lines) -> voices.put(speaker, random -> {
            String line = any(lines, random);
            boolean links = speaker == Speaker.TEAMMATE && random.nextInt(4) == 0;
            return List.of(
                    new Paragraph(line, links ? "https://help.example.com/articles/" + random.nextInt(1000) : null));
        }));
        return voices;
    }

    private static String any(List<String> list, RandomGenerator random) {
        return list.get(random.nextInt(list.size()));
    }
}
