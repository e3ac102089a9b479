package io.kafkaconnect.intercom.sandbox.style;

import java.text.Normalizer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.random.RandomGenerator;

/** The workspace of a firm that sells a program for invoices and projects to small firms. */
final class SupportDesk implements Style {

    private static final List<String> FIRST_NAMES = List.of(
            "Anna", "Ben", "Clara", "Daniel", "Elif", "Femi", "Grace", "Hugo", "Ines", "Jonas", "Kavya", "Liam",
            "Maria", "Noah", "Olivia", "Pedro", "Rosa", "Samuel", "Tara", "Yuki", "Zoé", "Amir", "Nora", "Marek");
    private static final List<String> LAST_NAMES = List.of(
            "Adams",
            "Becker",
            "Costa",
            "Dubois",
            "Eriksen",
            "Fischer",
            "Garcia",
            "Haddad",
            "Ivanova",
            "Jensen",
            "Kaur",
            "Lindgren",
            "Meyer",
            "Novak",
            "Okafor",
            "Park",
            "Quinn",
            "Rossi",
            "Santos",
            "Tanaka",
            "Walsh",
            "Young");
    private static final List<String> FIRMS = List.of(
            "Harbor",
            "Maple",
            "Blue Door",
            "Copper",
            "Lakeside",
            "Old Mill",
            "Sunrise",
            "Redwood",
            "Pine Street",
            "Silver Fox",
            "Juniper",
            "Granite");
    private static final List<String> TRADES =
            List.of("Coffee", "Logistics", "Dental", "Books", "Architects", "Bakery", "Studio", "Cycles", "Legal");
    private static final List<String> INDUSTRIES = List.of("Retail", "Design", "Food", "Health", "Legal", "Transport");
    private static final List<String> PLANS = List.of("Starter", "Team", "Business", "Enterprise");
    private static final List<String> TEAMS = List.of("Support", "Billing", "Onboarding", "Technical", "Success");
    private static final List<String> TAGS = List.of(
            "billing",
            "bug",
            "feature request",
            "onboarding",
            "refund",
            "login",
            "export",
            "integration",
            "mobile app",
            "api",
            "invoice",
            "urgent",
            "vip",
            "how-to",
            "security",
            "churn risk");
    private static final List<String> SEGMENTS = List.of(
            "Active this week",
            "Trial ends soon",
            "Leads from the website",
            "Business plan",
            "Slipping away",
            "Leads from the webinar");
    private static final List<String> EVENTS = List.of(
            "signed-in",
            "invited-teammate",
            "exported-report",
            "paid-invoice",
            "upgraded-plan",
            "opened-help-article",
            "created-project",
            "connected-bank");
    private static final List<String> PART_TYPES = List.of(
            "comment", "comment", "comment", "comment", "comment", "comment", "note", "assignment", "close", "open");

    /** All of them are names without a number. */
    private static final int MAIL_DOMAINS = 60;

    private final SupportThemes themes = SupportThemes.all();

    @Override
    public String person(RandomGenerator random) {
        return any(FIRST_NAMES, random) + " " + any(LAST_NAMES, random);
    }

    @Override
    public String mail(String name, String unique) {
        String number = unique.replaceAll("\\D", "");
        String local = name == null ? "office" : plain(name).replace(' ', '.');
        String domain =
                plain(company(Math.floorMod(number.hashCode(), MAIL_DOMAINS))).replaceAll("[^a-z0-9]", "") + ".example";
        return unique.startsWith("admin") ? local + "@example.com" : local + number + "@" + domain;
    }

    @Override
    public Long signedUpAt(int i, long created) {
        return created - 60;
    }

    @Override
    public Map<String, Object> contactAttributes(int i, RandomGenerator random) {
        Map<String, Object> attributes = new LinkedHashMap<>();
        attributes.put("plan", any(PLANS, random));
        attributes.put("logins", (long) random.nextInt(100));
        attributes.put("newsletter", random.nextBoolean());
        return attributes;
    }

    @Override
    public Map<String, Object> companyAttributes(RandomGenerator random) {
        Map<String, Object> attributes = new LinkedHashMap<>();
        attributes.put("sector", any(INDUSTRIES, random));
        attributes.put("seats", 1L + random.nextInt(40));
        attributes.put("trial", random.nextInt(4) == 0);
        return attributes;
    }

    @Override
    public String company(int i) {
        int all = FIRMS.size() * TRADES.size();
        // The sizes of both lists have the factor 3, so the second index moves on after each round of the first.
        String name = FIRMS.get(i % FIRMS.size()) + " " + TRADES.get((i + i / FIRMS.size()) % TRADES.size());
        return i < all ? name : name + " " + (1 + i / all);
    }

    @Override
    public String website(int i) {
        return "https://www." + plain(company(i)).replaceAll("[^a-z0-9]", "") + ".example";
    }

    @Override
    public String plan(int i) {
        return PLANS.get(i % PLANS.size());
    }

    @Override
    public String team(int i) {
        return numbered(TEAMS, i);
    }

    @Override
    public String tag(int i) {
        return numbered(TAGS, i);
    }

    @Override
    public String segment(int i) {
        return numbered(SEGMENTS, i);
    }

    @Override
    public String newName(Named kind, RandomGenerator random) {
        return switch (kind) {
            case TAG -> any(TAGS, random) + " (" + any(PLANS, random).toLowerCase(Locale.ROOT) + ")";
            case SEGMENT ->
                any(SEGMENTS, random) + ", " + any(INDUSTRIES, random).toLowerCase(Locale.ROOT);
            case COMPANY -> company(random.nextInt(1000));
        };
    }

    @Override
    public List<String> events() {
        return EVENTS;
    }

    @Override
    public List<String> partTypes() {
        return PART_TYPES;
    }

    @Override
    public String attachment(boolean picture, int number) {
        return picture ? "screenshot-" + number + ".png" : "invoice-" + number + ".pdf";
    }

    @Override
    public String line(Speaker speaker, long theme, RandomGenerator random) {
        return themes.line(speaker, theme, random);
    }

    @Override
    public Voice voice(Speaker speaker, long theme) {
        return themes.voice(speaker, theme);
    }

    /** In lower case, without accents. */
    private static String plain(String name) {
        return Normalizer.normalize(name, Normalizer.Form.NFD)
                .replaceAll("\\p{M}", "")
                .toLowerCase(Locale.ROOT);
    }

    private static String numbered(List<String> names, int i) {
        return i < names.size() ? names.get(i) : names.get(i % names.size()) + " " + (1 + i / names.size());
    }

    private static String any(List<String> list, RandomGenerator random) {
        return list.get(random.nextInt(list.size()));
    }
}
