package io.github.cdkmediadelivery.audience;

import io.github.cdkmediadelivery.simulator.Code;
import io.github.cdkmediadelivery.simulator.EdgeAnswer;
import io.github.cdkmediadelivery.simulator.Stage;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Makes viewers watch a programme through a distribution, and counts.
 *
 * <p>The caches stand one behind the other: edge location, regional cache, Origin Shield where the template has it. A
 * copy is as old in each of them as since it left the origin, so that whether the origin is asked depends on the last
 * cache alone: that is the one that the simulator keeps. What the caches before it have is known by until when a copy
 * holds. Requests of one second that can share an answer share it, as CloudFront collapses them.
 */
final class Audience {

    private static final String SHIELD = "shield";

    /** The key, the session and the user of an access token: what the function of ours looks up at most. */
    private static final int READS = 3;

    private final Delivery delivery;
    private final Origins origins;
    private final Duration segment;
    private final boolean shielded;
    private final Map<Kind, Tally> tallies = new EnumMap<>(Kind.class);
    private final Map<String, Instant> copies = new HashMap<>();
    private final Map<String, Integer> versions = new HashMap<>();
    private final Map<Kind, Set<String>> objects = new EnumMap<>(Kind.class);
    private final Map<Kind, Set<String>> keys = new EnumMap<>(Kind.class);

    Audience(Delivery delivery, Origins origins, Duration segment) {
        this.delivery = delivery;
        this.origins = origins;
        this.segment = segment;
        this.shielded = delivery.isShielded();
    }

    /** Lets so many seconds pass. */
    Report watch(Programme programme, List<Viewer> viewers, int seconds) {
        for (int second = 0; second < seconds; second++) {
            int now = second;
            delivery.edge().origin(request -> origins.answer(request, segment, now));
            programme.at(second).forEach(ask -> send(ask, now));
            delivery.edge().pass(Duration.ofSeconds(1));
        }
        tallies.forEach((kind, tally) -> {
            tally.objects = objects.get(kind).size();
            tally.keys = keys.get(kind).size();
        });
        double watched =
                viewers.stream().mapToInt(viewer -> seconds - viewer.joins()).sum();
        return new Report(tallies, watched / Duration.ofMinutes(1).toSeconds());
    }

    private void send(Ask ask, int second) {
        Viewer viewer = ask.viewer();
        Tally tally = tallies.computeIfAbsent(ask.kind(), kind -> new Tally());
        EdgeAnswer answer = viewer.as(delivery.ticket().apply(viewer, ask.pathAndQuery()))
                .at(shielded ? SHIELD : viewer.region())
                .send();
        tally.requests++;
        // Media-quality-aware failover asks the other origin for its score, by HEAD, whatever a template says.
        tally.origin += Math.toIntExact(answer.originRequests().stream()
                .filter(asked -> !asked.method().equals("HEAD"))
                .count());
        boolean served = answer.decidedBy() == Stage.CACHE || answer.decidedBy() == Stage.ORIGIN;
        if (!served || answer.status() != 200) {
            tally.refused++;
        }
        countVersion(ask, tally, second);
        countCopies(viewer, answer, tally);
        countCode(answer, tally);
        if (isWrong(ask, answer, second)) {
            tally.wrong++;
        }
        objects.computeIfAbsent(ask.kind(), kind -> new HashSet<>()).add(ask.object());
        keys.computeIfAbsent(ask.kind(), kind -> new HashSet<>()).add(answer.cacheKey());
    }

    private void countVersion(Ask ask, Tally tally, int second) {
        String encoding = ask.kind().text && ask.viewer().player().unpacks ? " packed" : "";
        String copy = (shielded ? SHIELD : ask.viewer().region()) + " " + ask.object() + encoding;
        if (second >= versions.getOrDefault(copy, 0)) {
            tally.limit++;
            versions.put(
                    copy,
                    Math.toIntExact(second
                            + origins.holds(ask.kind(), ask.query(), segment).toSeconds()));
        }
    }

    private void countCopies(Viewer viewer, EdgeAnswer answer, Tally tally) {
        Instant until = delivery.edge().now().plus(answer.keptFor());
        if (has(viewer.node(), answer, until)) {
            tally.atTheNode++;
        } else if (shielded && !has(viewer.region(), answer, until)) {
            tally.shield++;
        }
    }

    /** Whether a cache has the copy already; now it has. */
    private boolean has(String cache, EdgeAnswer answer, Instant until) {
        return !answer.keptFor().isZero() && until.equals(copies.put(cache + " " + answer.cacheKey(), until));
    }

    private void countCode(EdgeAnswer answer, Tally tally) {
        answer.behavior().viewerRequest().ifPresent(code -> {
            tally.functionRuns++;
            tally.reads += code.store().isPresent() ? READS : 0;
        });
        tally.functionRuns += answer.behavior().viewerResponse().map(Code::id).isPresent() ? 1 : 0;
        tally.inspected += delivery.distribution().webAcl().isPresent() ? 1 : 0;
    }

    private boolean isWrong(Ask ask, EdgeAnswer answer, int second) {
        if (answer.header(Origins.MADE).isEmpty()) {
            return false;
        }
        int age = second - Integer.parseInt(answer.header(Origins.MADE).orElseThrow());
        boolean another = !answer.header(Origins.OBJECT).orElseThrow().equals(ask.object());
        return another || age > origins.holds(ask.kind(), ask.query(), segment).toSeconds();
    }
}
