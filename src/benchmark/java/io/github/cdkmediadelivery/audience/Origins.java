package io.github.cdkmediadelivery.audience;

import io.github.cdkmediadelivery.simulator.OriginAnswer;
import io.github.cdkmediadelivery.simulator.OriginRequest;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What stands behind a distribution: what it says of how long answers hold, and for how long they do hold.
 *
 * <p>Packagers say it. Stores say nothing unless who uploads does: then a correction of a film's text has to be seen
 * within a minute, and the live edge within a second.
 *
 * @see <a href="https://docs.aws.amazon.com/mediatailor/latest/ug/cdn-emp-caching.html">MediaPackage cache-control
 *     headers</a>
 */
enum Origins {
    PACKAGER {
        @Override
        Duration holds(Kind kind, String query, Duration segment) {
            return switch (kind) {
                case MANIFEST -> query.contains("_HLS_msn") ? SECOND : atLeastASecond(segment.dividedBy(2));
                case PERSONAL -> Duration.ZERO;
                case AD, CAPTIONS -> Duration.ofDays(1);
                default -> Duration.ofDays(14);
            };
        }

        @Override
        OriginAnswer says(Kind kind, Duration holds) {
            return kind == Kind.PERSONAL || kind == Kind.AD
                    ? OriginAnswer.OK
                    : OriginAnswer.OK.header("Cache-Control", "max-age=" + holds.toSeconds());
        }
    },
    FILMS {
        @Override
        Duration holds(Kind kind, String query, Duration segment) {
            return kind.text ? Duration.ofMinutes(1) : Duration.ofDays(365);
        }
    },
    LIVE_FILES {
        @Override
        Duration holds(Kind kind, String query, Duration segment) {
            return switch (kind) {
                case MANIFEST, KEY, INIT, THUMBNAIL -> SECOND;
                default -> Duration.ofMinutes(5);
            };
        }
    };

    private static final Duration SECOND = Duration.ofSeconds(1);

    /** What changes an answer of a packager's; a store knows no query strings. */
    private static final Set<String> MEANT = Set.of(
            "aws.manifestfilter",
            "aws.manifestsettings",
            "aws.drmsettings",
            "start",
            "end",
            "time_delay",
            "_HLS_msn",
            "_HLS_part",
            "_HLS_skip",
            "m");

    /** Which object an answer is. */
    static final String OBJECT = "x-object";

    /** Since when it holds. */
    static final String MADE = "x-made";

    /** How long what is asked for may be shown. */
    abstract Duration holds(Kind kind, String query, Duration segment);

    /** What the origin says of it. */
    OriginAnswer says(Kind kind, Duration holds) {
        return OriginAnswer.OK;
    }

    OriginAnswer answer(OriginRequest request, Duration segment, int second) {
        Kind kind = Kind.of(request.path());
        String query = Arrays.stream(request.query().split("&"))
                .filter(parameter -> MEANT.contains(parameter.replaceFirst("=.*", "")))
                .collect(Collectors.joining("&"));
        return says(kind, holds(kind, query, segment))
                .header(OBJECT, query.isEmpty() ? request.path() : request.path() + "?" + query)
                .header(MADE, String.valueOf(second));
    }

    private static Duration atLeastASecond(Duration time) {
        return time.compareTo(SECOND) < 0 ? SECOND : time;
    }
}
