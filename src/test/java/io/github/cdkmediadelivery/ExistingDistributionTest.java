package io.github.cdkmediadelivery;

import static io.github.cdkmediadelivery.simulator.EdgeAnswerAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cdkmediadelivery.simulator.CloudAssembly;
import io.github.cdkmediadelivery.simulator.Edge;
import io.github.cdkmediadelivery.simulator.ReviewPlugin;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Fn;
import software.amazon.awscdk.Mixins;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.interfaces.cloudfront.ICachePolicyRef;
import software.amazon.awscdk.services.cloudfront.AddBehaviorOptions;
import software.amazon.awscdk.services.cloudfront.BehaviorOptions;
import software.amazon.awscdk.services.cloudfront.CachePolicy;
import software.amazon.awscdk.services.cloudfront.Distribution;
import software.amazon.awscdk.services.cloudfront.ViewerProtocolPolicy;
import software.amazon.awscdk.services.cloudfront.origins.HttpOrigin;

/** Content that is added to a distribution of the user's, and the pieces that can be used without a facade. */
class ExistingDistributionTest {

    /** The same behaviours as in a distribution of its own, but for the default one; and nothing of another. */
    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"VOD", "LIVE_FILES"})
    void hasTheBehavioursOfTheFacade(Facade facade) {
        var own = facade.with((stack, delivery) -> {});
        var added = facade.with((stack, delivery) -> delivery.addTo(site(stack)));

        assertThat(added.config().path("CacheBehaviors").findValuesAsText("PathPattern"))
                .isEqualTo(own.config().path("CacheBehaviors").findValuesAsText("PathPattern"));
        assertThat(added.config().path("CacheBehaviors").findValuesAsText("CachePolicyId"))
                .isEqualTo(own.config().path("CacheBehaviors").findValuesAsText("CachePolicyId"));
        assertThat(added.all(Resources.DISTRIBUTION)).hasSize(1);
        assertThat(added.config().path("Comment").asText()).isEqualTo("Site");
    }

    @ParameterizedTest
    @EnumSource(names = {"VOD_UNDER_A_PATH", "LIVE_V2"})
    void letsTheOriginsBeReadByThatDistributionAlone(Facade facade) {
        var app = new App();
        facade.define(Facade.stack(app, "us-east-1"), (stack, delivery) -> delivery.addTo(site(stack)));
        var edge = Edge.of(CloudAssembly.of(app));
        var path = facade.under("index.m3u8");
        var answer = edge.get(path).send();

        assertThat(answer).hasStatus(200).wasLetInByTheOrigin();
        assertThat(edge.admitsDirectly(
                        "https://"
                                + answer.originRequest().orElseThrow().origin().host() + path,
                        java.util.Map.of()))
                .contains(false);
    }

    @Test
    void keepsWhatTheContentSays() {
        var template = Facade.VOD_UNDER_A_PATH.with((stack, films) -> films.addTo(site(stack))
                .viewerAccess(ViewerAccess.signedUrls()
                        .keyGroups(software.amazon.awscdk.services.cloudfront.KeyGroup.fromKeyGroupId(
                                stack, "Keys", "keys"))
                        .exceptFor("/video/*.jpg"))
                .cors(CorsRules.anyOrigin()));

        assertThat(template.behaviors())
                .filteredOn(behavior -> !behavior.path("PathPattern").asText().endsWith(".jpg"))
                .allSatisfy(behavior -> {
                    assertThat(behavior.has("TrustedKeyGroups")).isTrue();
                    assertThat(behavior.has("ResponseHeadersPolicyId")).isTrue();
                });
        assertThat(template.behaviors())
                .filteredOn(behavior -> behavior.path("PathPattern").asText().endsWith(".jpg"))
                .isNotEmpty()
                .noneMatch(behavior -> behavior.has("TrustedKeyGroups"));
    }

    @Test
    void hasRealtimeLogsOfTheContent() {
        var template = Facade.LIVE_V2.with((stack, live) -> {
            live.addTo(site(stack));
            WhatCannotBe.said("realtimeLogConfig").accept(stack, live);
        });

        assertThat(template.config().path("CacheBehaviors"))
                .filteredOn(behavior -> !behavior.path("PathPattern").asText().contains(".."))
                .isNotEmpty()
                .allSatisfy(behavior ->
                        assertThat(behavior.has("RealtimeLogConfigArn")).isTrue());
        assertThat(template.config().path("DefaultCacheBehavior").has("RealtimeLogConfigArn"))
                .isFalse();
    }

    /** The review knows a distribution of the user's by what the library made for it. */
    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"VOD", "LIVE_FILES"})
    void isReviewedAtEachSynthesis(Facade facade) {
        var findings = Findings.of(app -> facade.define(
                Facade.stack(app, "us-east-1"),
                (stack, delivery) -> delivery.addTo(Distribution.Builder.create(stack, "Site")
                        .defaultBehavior(BehaviorOptions.builder()
                                .origin(new HttpOrigin("www.example.com"))
                                .viewerProtocolPolicy(ViewerProtocolPolicy.ALLOW_ALL)
                                .build())
                        .errorResponses(ErrorCaching.live().getResponses())
                        .build())));

        assertThat(findings.open())
                .filteredOn(finding -> finding.plugin().equals("cdk-media-delivery"))
                .extracting(Findings.Finding::rule)
                .contains("viewers-over-http");
    }

    @Test
    void isWhatTheGoldenTemplateSays() {
        Golden.assertMatches(
                "AddedContent",
                Resources.of(stack -> S3OacVodDistribution.Builder.create(stack, "Films")
                                .contentPath("/video")
                                .addTo(site(stack))
                                .build())
                        .template());
    }

    @Test
    void isToldWhatTheDistributionTakes() {
        var warnings = Findings.said(app -> {
            var stack = Facade.stack(app, "");
            var site = Distribution.Builder.create(stack, "Site")
                    .defaultBehavior(Refusals.page())
                    .build();
            site.addBehavior("/video/*.jpg", new HttpOrigin("www.example.com"));
            S3OacVodDistribution.Builder.create(stack, "Films")
                    .contentPath("/video")
                    .addTo(site)
                    .build();
        });

        assertThat(warnings)
                .containsEntry(
                        "cdk-media-delivery:distribution-path-over-content",
                        "addTo: the distribution's path '/video/*.jpg' is asked before the content: what it matches of"
                                + " '/video/*' goes to its origin, not to the content's.");
    }

    private static void plain(Stack stack, ICachePolicyRef policy) {
        Distribution.Builder.create(stack, "Plain")
                .defaultBehavior(BehaviorOptions.builder()
                        .origin(originV1())
                        .cachePolicy(policy)
                        .build())
                .build();
    }

    private static MediaPackageOrigin originV1() {
        return MediaPackageOrigin.v1(MediaPackageAccess.open())
                .endpoint(MediaPackageEndpoint.onHost(
                        "abc123.mediapackage.eu-west-1.amazonaws.com", "def456", "index.m3u8"))
                .build();
    }

    /** An origin cannot say how it is keyed: a behaviour without a cache policy has CloudFront's usual one. */
    @Test
    void aPlainBehaviorThatDropsQueryStringsIsSaid() {
        assertThat(openRules(stack -> plain(stack, CachePolicy.CACHING_OPTIMIZED)))
                .contains("query-strings-dropped");
        assertThat(openRules(stack -> plain(stack, originV1().getManifestCachePolicy(stack))))
                .doesNotContain("query-strings-dropped");
    }

    private static List<String> openRules(Consumer<Stack> build) {
        return Findings.of(app -> build.accept(Facade.stack(app, ""))).open().stream()
                .map(Findings.Finding::rule)
                .toList();
    }

    @Nested
    class ErrorsWithoutEntry {

        private static long said(Consumer<Stack> build) {
            return openRules(build).stream()
                    .filter("errors-without-entry"::equals)
                    .count();
        }

        private static Distribution addedTo(Stack stack) {
            var site = withoutErrors(stack);
            S3LiveDistribution.Builder.create(stack, "Live")
                    .contentPath("/live")
                    .addTo(site)
                    .build();
            return site;
        }

        @Test
        void areSaidOfTheDistributionThatContentIsAddedTo() {
            assertThat(said(ErrorsWithoutEntry::addedTo)).isEqualTo(1);
        }

        @Test
        void areSaidOfAPlainDistributionWithMediaPackage() {
            assertThat(said(stack -> plain(stack, CachePolicy.CACHING_OPTIMIZED)))
                    .isEqualTo(1);
        }

        @Test
        void areThereWheneverTheMixinIsApplied() {
            assertThat(said(stack -> {
                        var site = addedTo(stack);
                        Mixins.of(site).apply(ErrorCaching.live().getMixin());
                    }))
                    .isZero();
        }

        @Test
        void areNothingThatAPageOfItsOwnMinds() {
            assertThat(said(stack -> {
                        ReviewPlugin.everyDistribution((App) stack.getNode().getRoot());
                        withoutErrors(stack);
                    }))
                    .isZero();
        }
    }

    @Test
    void severalStandInOneDistribution() {
        var template = Resources.of(stack -> {
            var site = site(stack);
            S3OacVodDistribution.Builder.create(stack, "Films")
                    .contentPath("/video")
                    .addTo(site)
                    .build();
            LiveFixtures.delivery(stack).addTo(site).build();
        });

        assertThat(template.config().path("CacheBehaviors").findValuesAsText("PathPattern"))
                .contains("/video/*", "/out/v1/news/one/hls/*");
    }

    /**
     * The second sees what the first one added: refusals that are the library's own, and folders known at deployment.
     */
    @Test
    void theSecondMindsNothingOfTheFirst() {
        assertThat(Findings.said(app -> {
                    var stack = Facade.stack(app, "");
                    var site = site(stack);
                    MediaPackageOriginDistribution.Builder.create(stack, "Imported")
                            .origin(MediaPackageOrigin.v1(MediaPackageAccess.open())
                                    .endpoint(MediaPackageEndpoint.fromUrl(Fn.importValue("EndpointUrl")))
                                    .build())
                            .addTo(site)
                            .build();
                    LiveFixtures.delivery(stack).addTo(site).build();
                    MediaPackageOriginDistribution.Builder.create(stack, "More")
                            .origin(originV1())
                            .addTo(site)
                            .build();
                }))
                .doesNotContainKey("cdk-media-delivery:distribution-path-over-content");
    }

    @Nested
    class WithoutAFacade {

        @Test
        void errorsCorsAndCachePoliciesArePlainValues() {
            var template = Resources.of(stack -> {
                var site = site(stack);
                site.addBehavior(
                        "/live/*.m3u8",
                        new HttpOrigin("live.example.com"),
                        AddBehaviorOptions.builder()
                                .cachePolicy(LiveFixtures.v2().build().getManifestCachePolicy(stack))
                                .responseHeadersPolicy(CorsRules.anyOrigin().getPolicy(stack))
                                .build());
            });

            assertThat(template.config().path("CustomErrorResponses")).hasSize(11);
            assertThat(template.only(Resources.CACHE_POLICY).toString()).contains("_HLS_msn");
            assertThat(template.all(Resources.CORS_POLICY)).hasSize(1);
        }

        /** For one that is made by somebody else's construct. */
        @Test
        void errorsAreAMixin() {
            var entries = Resources.of(stack -> {
                        var site = withoutErrors(stack);
                        Mixins.of(site).apply(ErrorCaching.live().getMixin());
                        site.addBehavior("/later/*", new HttpOrigin("later.example.com"));
                    })
                    .config();
            var written = Resources.of(stack -> Distribution.Builder.create(stack, "Site")
                            .defaultBehavior(Refusals.page())
                            .errorResponses(ErrorCaching.live().getResponses())
                            .build())
                    .config();

            assertThat(entries.path("CustomErrorResponses")).isEqualTo(written.path("CustomErrorResponses"));
            assertThat(entries.path("CacheBehaviors")).hasSize(1);
        }

        @Test
        void theMixinIsAppliedOnce() {
            assertThatThrownBy(() -> Resources.of(stack -> {
                        var site = withoutErrors(stack);
                        Mixins.of(site).apply(ErrorCaching.live().getMixin());
                        Mixins.of(site).apply(ErrorCaching.vod().getMixin());
                    }))
                    .hasMessageStartingWith("errorCaching: must be said once for a distribution");
        }

        /** The CDK calls the mixin, so that its refusal crosses Node and comes as what Node throws. */
        @Test
        void theMixinReplacesNoEntries() {
            assertThatThrownBy(() -> Resources.of(stack ->
                            Mixins.of(site(stack)).apply(ErrorCaching.live().getMixin())))
                    .hasMessageStartingWith("errorCaching: must be said once for a distribution, got"
                            + " 'customErrorResponses of Test/Site/Resource'; leave the mixin out, or the"
                            + " distribution's own errorResponses");
        }
    }

    @Nested
    class WhatCannotBe extends Refusals {

        @Override
        void rows() {
            for (var option : List.of(
                    "comment",
                    "webAclArn",
                    "accessLogs",
                    "errorCaching",
                    "publishAdditionalMetrics",
                    "additionalBehavior")) {
                says("addTo: must stand beside what is said of the content alone, got '" + option
                                + "'; say it of the distribution itself")
                        .after(stack -> {
                            var site = site(stack);
                            return () -> Facade.LIVE_V2.define(stack, (unused, live) -> {
                                live.addTo(site);
                                said(option).accept(stack, live);
                            });
                        });
            }
            says("addTo: must be told a path of the content, since other paths are the distribution's own, got '/*'; add"
                            + " contentPath(…)")
                    .after(stack -> {
                        var site = site(stack);
                        return () -> Facade.VOD.define(stack, (unused, films) -> films.addTo(site));
                    });
            says("addTo: must be a distribution of the same stack, since each would need the other, got 'Other/Site';"
                            + " make the content in its stack")
                    .after(stack -> {
                        var site = site(new Stack((App) stack.getNode().getRoot(), "Other"));
                        return () -> Facade.LIVE_V2.define(stack, (unused, live) -> live.addTo(site));
                    });
            says("addTo: must be a distribution whose paths leave '/video/*.m3u8' to the content, which CloudFront asks"
                            + " after them, got '/video/*'; give one of the two another path")
                    .after(stack -> {
                        var site = site(stack);
                        site.addBehavior("/video/*", new HttpOrigin("www.example.com"));
                        return () -> S3OacVodDistribution.Builder.create(stack, "Films")
                                .contentPath("/video")
                                .addTo(site)
                                .build();
                    });
            says("addTo: must be a distribution whose paths leave '/out/v1/news/one/hls/*.m3u8' to the content, which"
                            + " CloudFront asks after them, got '/out/*'; add the content first, or name a narrower"
                            + " path")
                    .after(stack -> {
                        var site = site(stack);
                        site.addBehavior("/out/*", new HttpOrigin("www.example.com"));
                        return () -> Facade.LIVE_V2.define(stack, (unused, live) -> live.addTo(site));
                    });
        }

        private static BiConsumer<Stack, DeliveryBuilder<?>> said(String option) {
            return java.util.Objects.requireNonNull(CommonOptions.EACH.get(option));
        }
    }

    private static Distribution withoutErrors(Stack stack) {
        return Distribution.Builder.create(stack, "Site")
                .defaultBehavior(Refusals.page())
                .build();
    }

    private static Distribution site(Stack stack) {
        return Distribution.Builder.create(stack, "Site")
                .comment("Site")
                .defaultBehavior(BehaviorOptions.builder()
                        .origin(new HttpOrigin("www.example.com"))
                        .viewerProtocolPolicy(ViewerProtocolPolicy.REDIRECT_TO_HTTPS)
                        .build())
                .errorResponses(ErrorCaching.live().getResponses())
                .build();
    }
}
