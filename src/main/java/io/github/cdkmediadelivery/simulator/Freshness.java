package io.github.cdkmediadelivery.simulator;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What an origin says of how long its answer holds.
 *
 * @param controlled whether it has a {@code Cache-Control} at all
 * @param forbids whether it is not to be kept: {@code no-store}, {@code no-cache}, {@code private}
 * @param directive {@code s-maxage}, or else {@code max-age}
 * @param expires what is left until {@code Expires}
 * @param whileRevalidate for how long an old copy may be shown while a new one is fetched
 * @param ifError for how long an old copy may be shown while the origin fails
 * @param mustRevalidate whether RFC 9111 forbids to show an old copy
 * @param varies whether it has {@code Vary: *}
 * @param age that it had when it came, in seconds
 * @param unknowns what CloudFront's pages do not say of it
 * @see <a href="https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/Expiration.html">Manage how long
 *     content stays in the cache</a>
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9111#section-5.2">RFC 9111, Cache-Control</a>
 */
record Freshness(
        boolean controlled,
        boolean forbids,
        Optional<Duration> directive,
        Optional<Duration> expires,
        Optional<Duration> whileRevalidate,
        Optional<Duration> ifError,
        boolean mustRevalidate,
        boolean varies,
        long age,
        List<String> unknowns) {

    /** A name, and a value as a token or in quotes, in which a comma does not divide. */
    private static final Pattern DIRECTIVE = Pattern.compile("([^\\s,=\"]+)(\\s*=\\s*(\"[^\"]*\"|[^,]*))?");

    private static final Pattern SECONDS = Pattern.compile("\\d+");
    private static final Pattern SECONDS_FIT = Pattern.compile("0*\\d{1,10}");

    /** The one form that the Developer Guide names: "Full Date" of RFC 2616. */
    private static final Pattern FULL_DATE =
            Pattern.compile("[A-Z][a-z]{2}, \\d{2} [A-Z][a-z]{2} \\d{4} \\d{2}:\\d{2}:\\d{2} GMT");

    /** "The maximum value is 100 years." */
    private static final Duration LONGEST = Duration.ofDays(100 * 365);

    static Freshness of(OriginAnswer answer, Instant now) {
        return new Reader(answer, now).read();
    }

    /** The time that it names, by a directive or else by a date. */
    Optional<Duration> said() {
        return directive.or(() -> expires);
    }

    /** Reads the headers of one answer. */
    private static final class Reader {

        private final OriginAnswer answer;
        private final Instant now;
        private final Map<String, String> directives = new HashMap<>();
        private final List<String> unknowns = new ArrayList<>();

        Reader(OriginAnswer answer, Instant now) {
            this.answer = answer;
            this.now = now;
        }

        Freshness read() {
            String control = answer.headers().get("cache-control");
            if (control != null) {
                split(control);
            }
            Optional<Duration> shared = seconds("s-maxage");
            Optional<Duration> directive = shared.isPresent() ? shared : seconds("max-age");
            boolean store = plain("no-store");
            boolean cache = plain("no-cache");
            boolean share = plain("private");
            Optional<Duration> expires = directive.isPresent() ? Optional.empty() : expires();
            if (control == null && answer.headers().containsKey("pragma")) {
                unknowns.add("what CloudFront makes of the Pragma of an origin");
            }
            return new Freshness(
                    control != null,
                    store || cache || share,
                    directive,
                    expires,
                    seconds("stale-while-revalidate"),
                    seconds("stale-if-error"),
                    directives.containsKey("must-revalidate") || directives.containsKey("proxy-revalidate"),
                    "*".equals(answer.headers().get("vary")),
                    age(directive.isPresent() || expires.isPresent()),
                    List.copyOf(unknowns));
        }

        private void split(String control) {
            Matcher parts = DIRECTIVE.matcher(control);
            while (parts.find()) {
                String name = parts.group(1).toLowerCase(Locale.ROOT);
                String value = parts.group(2) == null ? "" : parts.group(2);
                String before = directives.putIfAbsent(name, value);
                if (before != null && !before.equals(value)) {
                    unknowns.add("which of two values of " + name + " CloudFront takes");
                }
            }
        }

        /** With names of headers behind it, RFC 9111 means those headers alone. */
        private boolean plain(String name) {
            String value = directives.get(name);
            if (value == null) {
                return false;
            }
            if (!value.isEmpty()) {
                unknowns.add("whether CloudFront takes " + name + value + " for the whole answer");
            }
            return true;
        }

        /** What cannot be read is taken for zero, as RFC 9111 advises. */
        private Optional<Duration> seconds(String name) {
            String value = directives.get(name);
            if (value == null) {
                return Optional.empty();
            }
            String number = value.isEmpty() ? "" : value.substring(1);
            if (!SECONDS.matcher(number).matches()) {
                unknowns.add("what CloudFront makes of '" + name + value + "'");
                return Optional.of(Duration.ZERO);
            }
            if (!SECONDS_FIT.matcher(number).matches()) {
                return Optional.of(LONGEST);
            }
            Duration time = Duration.ofSeconds(Long.parseLong(number));
            return Optional.of(time.compareTo(LONGEST) > 0 ? LONGEST : time);
        }

        private Optional<Duration> expires() {
            return Optional.ofNullable(answer.headers().get("expires")).map(this::until);
        }

        /** A date that cannot be read has passed, as RFC 9111 has it. */
        private Duration until(String date) {
            if (!FULL_DATE.matcher(date).matches()) {
                unknowns.add("what CloudFront makes of 'Expires: " + date + "'");
            }
            try {
                Duration left = Duration.between(now, Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(date)));
                return left.isNegative() ? Duration.ZERO : left;
            } catch (DateTimeException e) {
                return Duration.ZERO;
            }
        }

        private long age(boolean counts) {
            @Nullable String age = answer.headers().get("age");
            if (age == null) {
                return 0;
            }
            if (counts) {
                unknowns.add("whether CloudFront counts the Age of an origin's answer against its time");
            }
            return SECONDS_FIT.matcher(age).matches() ? Long.parseLong(age) : 0;
        }
    }
}
