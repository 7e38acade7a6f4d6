package io.github.cdkmediadelivery.audience;

import static io.github.cdkmediadelivery.audience.Player.BROWSER;
import static io.github.cdkmediadelivery.audience.Player.CMCD;
import static io.github.cdkmediadelivery.audience.Player.LOW_LATENCY;
import static io.github.cdkmediadelivery.audience.Player.TELEVISION;
import static io.github.cdkmediadelivery.audience.Player.TIME_SHIFT;

import io.github.cdkmediadelivery.MediaPackageOrigin;
import io.github.cdkmediadelivery.MediaPackageOriginDistribution;
import io.github.cdkmediadelivery.MediaPackageV2Endpoint;
import io.github.cdkmediadelivery.PathToken;
import io.github.cdkmediadelivery.examples.AdInsertion;
import io.github.cdkmediadelivery.examples.AdsOfTwoChannels;
import io.github.cdkmediadelivery.examples.FailoverLive;
import io.github.cdkmediadelivery.examples.FailoverVod;
import io.github.cdkmediadelivery.examples.JustInTimePackager;
import io.github.cdkmediadelivery.examples.LegacyMediaStore;
import io.github.cdkmediadelivery.examples.LiveChannel;
import io.github.cdkmediadelivery.examples.LiveChannelV1;
import io.github.cdkmediadelivery.examples.LiveElsewhere;
import io.github.cdkmediadelivery.examples.OwnDomain;
import io.github.cdkmediadelivery.examples.PrivateLive;
import io.github.cdkmediadelivery.examples.PrivateVod;
import io.github.cdkmediadelivery.examples.S3Live;
import io.github.cdkmediadelivery.examples.Vod;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Stack;

/** What is watched, and through which distributions: the examples, and what others would do in their place. */
final class Scenarios {

    static final String OURS = "ours";
    static final String BY_HAND = "by hand";
    static final String LEF = "Live Event Framework";
    static final String LIVE_STREAMING = "Live Streaming on AWS";
    static final String CONSTRUCTS = "Solutions Constructs";
    static final String TERRAFORM = "terraform module";

    /** The columns, in their order. */
    static final List<String> COLUMNS = List.of(OURS, BY_HAND, LEF, LIVE_STREAMING, CONSTRUCTS, TERRAFORM);

    private static final String V2 = "/out/v1/live-channel/main/hls/";
    private static final String V1 = "/out/v1/0123456789abcdef0123456789abcdef/";
    private static final String PRIVATE = "/out/v1/private-live/main/hls/";
    private static final String ADS = "/out/v1/ad-insertion/main/hls/";
    private static final String HOST = "abc123.egress.def456.mediapackagev2.eu-west-1.amazonaws.com";

    private static final List<Player> OF_FILES = List.of(BROWSER, CMCD, TELEVISION);
    private static final List<Player> OF_PACKAGERS = List.of(BROWSER, CMCD, TELEVISION, TIME_SHIFT);
    private static final List<Player> WITHOUT_DELAY = List.of(BROWSER, CMCD, TELEVISION, TIME_SHIFT, LOW_LATENCY);
    private static final List<String> OWN_PAGE = List.of("https://www.example.com");
    private static final List<String> PAGES = List.of(
            Viewer.SAME_DOMAIN, "https://www.example.com", "https://tv.example.org", "https://news.example.net");

    private static final Set<Kind> OF_CMAF = Set.of(Kind.INIT, Kind.SUBTITLES);
    private static final Set<Kind> OF_TS = Set.of(Kind.SUBTITLES);
    private static final Set<Kind> OF_A_BUCKET = Set.of(Kind.INIT, Kind.SUBTITLES, Kind.THUMBNAIL, Kind.KEY);

    private Scenarios() {}

    /** One for each example, and more of some. */
    static List<Scenario> all() {
        return List.of(
                channel("MediaPackage v2, low latency", 2, WITHOUT_DELAY, ofChannel()),
                channel("MediaPackage v2", 4, OF_PACKAGERS, ofChannel()),
                channel("MediaPackage v2", 6, OF_PACKAGERS, ofChannel()),
                channel(
                        "MediaPackage v2 with Origin Shield",
                        6,
                        OF_PACKAGERS,
                        Map.of(OURS, () -> Delivery.of(Scenarios::shielded))),
                live(
                        "MediaPackage v2 with failover",
                        Origins.PACKAGER,
                        6,
                        OF_PACKAGERS,
                        "/out/v1/failover-live/main/hls/",
                        ".mp4",
                        OF_CMAF,
                        Map.of(OURS, () -> Delivery.of(FailoverLive::define))),
                scenario(
                        "MediaPackage v2 in another region",
                        Origins.PACKAGER,
                        6,
                        OF_PACKAGERS,
                        OWN_PAGE,
                        (viewers, random) ->
                                new Live(viewers, "/out/v1/live-elsewhere/main/hls/", 6, ".mp4", OF_CMAF, random),
                        Map.of(OURS, () -> Delivery.of(LiveElsewhere::define))),
                channelV1(),
                privateChannel(),
                ads(),
                live(
                        "MediaPackage v2 with two playback configurations",
                        Origins.PACKAGER,
                        6,
                        OF_PACKAGERS,
                        "/out/v1/two-channels/news/any/",
                        ".mp4",
                        OF_CMAF,
                        Map.of(OURS, () -> Delivery.of(app -> new AdsOfTwoChannels(app, "AdsOfTwoChannels")))),
                films(
                        "films from a packager",
                        PAGES,
                        "/vod/",
                        Map.of(OURS, () -> Delivery.of(app -> new JustInTimePackager(app, "JustInTimePackager")))),
                films("films in S3", PAGES, "/video/", ofFilms()),
                films(
                        "films in S3 on an own domain",
                        PAGES,
                        "/",
                        Map.of(
                                OURS,
                                () -> Delivery.of(app -> OwnDomain.define(
                                        app, "111122223333", "eu-west-1", "Z0123456789", "example.com")))),
                films("films in two regions", PAGES, "/", Map.of(OURS, () -> Delivery.of(FailoverVod::define))),
                films("films in S3 with signed cookies", OWN_PAGE, "/", Map.of(OURS, Scenarios::privateFilms)),
                files("live in S3", () -> Delivery.of(app -> new S3Live(app, "S3Live"))),
                files("live in MediaStore", () -> Delivery.of(app -> new LegacyMediaStore(app, "LegacyMediaStore"))),
                files("live in MediaStore, secret header", () -> Delivery.of(
                                app -> new LegacyMediaStore(app, "LegacyMediaStore"))
                        .anotherOf(1)));
    }

    private static Scenario channel(
            String title, int length, List<Player> players, Map<String, Supplier<Delivery>> deliveries) {
        return live(title, Origins.PACKAGER, length, players, V2, ".mp4", OF_CMAF, deliveries);
    }

    private static Map<String, Supplier<Delivery>> ofChannel() {
        Map<String, Supplier<Delivery>> deliveries = new LinkedHashMap<>();
        deliveries.put(OURS, () -> Delivery.of(app -> new LiveChannel(app, "LiveChannel")));
        deliveries.put(BY_HAND, () -> Delivery.ofTemplate("by-hand-live-v2", Map.of()));
        deliveries.put(LEF, () -> Delivery.ofTemplate("live-event-framework", Map.of("Group", "live-channel")));
        deliveries.put(TERRAFORM, () -> Delivery.ofTemplate("terraform", Map.of("Origin", HOST)));
        return deliveries;
    }

    private static void shielded(App app) {
        MediaPackageOriginDistribution.Builder.create(new Stack(app, "Shielded"), "Delivery")
                .origin(MediaPackageOrigin.v2(HOST)
                        .endpoint(MediaPackageV2Endpoint.fromArn(
                                        "arn:aws:mediapackagev2:eu-west-1:111122223333:channelGroup/live-channel/channel/main/originEndpoint/hls")
                                .policyWrittenHere())
                        .originShield()
                        .build())
                .build();
    }

    private static Scenario channelV1() {
        Map<String, Supplier<Delivery>> deliveries = new LinkedHashMap<>();
        deliveries.put(OURS, () -> Delivery.of(app -> new LiveChannelV1(app, "LiveChannelV1")));
        deliveries.put(BY_HAND, () -> Delivery.ofTemplate("by-hand-live-v1", Map.of()));
        deliveries.put(LIVE_STREAMING, () -> Delivery.ofTemplate("live-streaming-on-aws", Map.of()));
        return live("MediaPackage v1", Origins.PACKAGER, 6, OF_PACKAGERS, V1, ".ts", OF_TS, deliveries);
    }

    private static Scenario privateChannel() {
        return live(
                "MediaPackage v2 with access tokens",
                Origins.PACKAGER,
                6,
                OF_PACKAGERS,
                PRIVATE,
                ".mp4",
                OF_CMAF,
                Map.of(OURS, () -> Delivery.of(app -> new PrivateLive(app, "PrivateLive"))
                        .with(delivery -> Tickets.tokens(delivery, PRIVATE))));
    }

    private static Scenario ads() {
        Map<String, Supplier<Delivery>> deliveries = new LinkedHashMap<>();
        deliveries.put(OURS, () -> Delivery.of(
                        Map.of("pathTokenDigest", PathToken.digest(Tickets.pathToken())),
                        app -> new AdInsertion(app, "AdInsertion"))
                .with(Tickets::pathToken));
        deliveries.put(BY_HAND, () -> Delivery.ofTemplate("by-hand-ads", Map.of()));
        deliveries.put(LEF, () -> Delivery.ofTemplate("live-event-framework", Map.of("Group", "ad-insertion")));
        return scenario(
                "MediaPackage v2 with ads",
                Origins.PACKAGER,
                6,
                OF_FILES,
                OWN_PAGE,
                (viewers, random) -> new LiveWithAds(viewers, ADS, random),
                deliveries);
    }

    private static Map<String, Supplier<Delivery>> ofFilms() {
        Map<String, Supplier<Delivery>> deliveries = new LinkedHashMap<>();
        deliveries.put(OURS, () -> Delivery.of(app -> new Vod(app, "Vod")));
        deliveries.put(BY_HAND, () -> Delivery.ofTemplate("by-hand-films", Map.of()));
        deliveries.put(CONSTRUCTS, () -> Delivery.ofTemplate("solutions-constructs", Map.of()));
        deliveries.put(TERRAFORM, () -> Delivery.ofTemplate("terraform", Map.of()));
        return deliveries;
    }

    private static Scenario films(
            String title, List<String> pages, String folder, Map<String, Supplier<Delivery>> deliveries) {
        return scenario(
                title,
                Origins.FILMS,
                6,
                OF_FILES,
                pages,
                (viewers, random) -> new Films(viewers, folder, random),
                deliveries);
    }

    /** With a key pair made anew, whose public half is all that the template has. */
    private static Delivery privateFilms() {
        try {
            KeyPair pair = KeyPairGenerator.getInstance("RSA").generateKeyPair();
            Path file = Files.createTempFile("audience", ".pem");
            String lines = Base64.getMimeEncoder(64, new byte[] {'\n'})
                    .encodeToString(pair.getPublic().getEncoded());
            Files.writeString(file, "-----BEGIN PUBLIC KEY-----\n" + lines + "\n-----END PUBLIC KEY-----\n");
            Delivery delivery =
                    Delivery.of(Map.of("publicKey", file.toString()), app -> new PrivateVod(app, "PrivateVod"));
            Files.delete(file);
            return delivery.with(opened -> Tickets.cookies(opened, pair.getPrivate()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Scenario files(String title, Supplier<Delivery> ours) {
        return live(title, Origins.LIVE_FILES, 6, OF_FILES, "/channel/", ".m4s", OF_A_BUCKET, Map.of(OURS, ours));
    }

    private static Scenario live(
            String title,
            Origins origins,
            int length,
            List<Player> players,
            String folder,
            String ending,
            Set<Kind> more,
            Map<String, Supplier<Delivery>> deliveries) {
        return scenario(
                title,
                origins,
                length,
                players,
                PAGES,
                (viewers, random) -> new Live(viewers, folder, length, ending, more, random),
                deliveries);
    }

    private static Scenario scenario(
            String title,
            Origins origins,
            int length,
            List<Player> players,
            List<String> pages,
            BiFunction<List<Viewer>, Random, Programme> programme,
            Map<String, Supplier<Delivery>> deliveries) {
        return new Scenario(
                title + ", " + length + " s",
                origins,
                Duration.ofSeconds(length),
                players,
                pages,
                programme,
                deliveries);
    }
}
