package io.github.cdkmediadelivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.lang.reflect.Array;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.cloudfront.AddBehaviorOptions;
import software.amazon.awscdk.services.cloudfront.BehaviorOptions;
import software.amazon.awscdk.services.cloudfront.Distribution;
import software.amazon.awscdk.services.mediapackage.CfnPackagingGroup;
import software.amazon.awscdk.services.mediapackagev2.CfnChannelGroup;
import software.constructs.Construct;

/** The two rules that hold for all that can be called: what null means, and what a second call does. */
class EveryArgumentTest {

    /** They add something at each call. */
    private static final Set<String> ADD = Set.of(
            "additionalBehavior",
            "additionalPlayback",
            "folder",
            "contentBehavior",
            "customHeader",
            "queryStrings",
            "endpoint",
            "alarms",
            "function",
            "key",
            "managedRuleGroup",
            "notify",
            "onAir",
            "standby",
            "ipRange");

    /** What the CDK or Java calls. */
    private static final Set<String> NOT_OURS = Set.of("equals", "hashCode", "toString", "bind");

    private static final Stack STACK = new Stack(new App(), "Test");

    private static final Map<Class<?>, Object> SAMPLES = new HashMap<>();

    static Stream<Arguments> arguments() {
        return methods().flatMap(method -> IntStream.range(0, method.getParameterCount())
                .filter(i -> takesNoNull(method.getParameters()[i]))
                .mapToObj(i -> Arguments.of(method, i)));
    }

    @ParameterizedTest
    @MethodSource("arguments")
    void nullIsRefusedWithAName(Method method, int position) {
        var values = IntStream.range(0, method.getParameterCount())
                .mapToObj(i -> i == position ? null : sample(method.getParameterTypes()[i]))
                .toArray();

        assertThatThrownBy(() -> call(method, values))
                .as(method.toString())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageMatching(
                        "[a-z][A-Za-z0-9]+: must be a value, got 'null'; leave the call out where there is none");
    }

    static Stream<Method> arrays() {
        return methods().filter(method -> method.isVarArgs());
    }

    @ParameterizedTest
    @MethodSource("arrays")
    void nullAmongOthersIsRefused(Method method) {
        var type = method.getParameterTypes()[method.getParameterCount() - 1].getComponentType();
        var values = Stream.of(method.getParameters())
                .map(parameter -> sample(parameter.getType()))
                .toArray();
        values[values.length - 1] = Array.newInstance(type, 1);

        assertThatThrownBy(() -> call(method, values))
                .as(method.toString())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(": must be a value, got 'null'");
    }

    static Stream<Method> options() {
        return methods()
                .filter(method -> method.getDeclaringClass().getSimpleName().endsWith("Builder")
                        && !Modifier.isStatic(method.getModifiers())
                        && !method.getName().equals("build")
                        && !ADD.contains(method.getName()));
    }

    /** The first call says it, whatever the value is worth. */
    @ParameterizedTest
    @MethodSource("options")
    void aSecondCallIsRefused(Method option) {
        var builder = receiver(option);
        var values = Stream.of(option.getParameters())
                .map(parameter -> sample(parameter.getType()))
                .toArray();
        var first = catchThrowable(() -> call(option, builder, values));

        assertThat(first == null || !first.getMessage().contains("must be said once"))
                .as("%s", first)
                .isTrue();
        assertThatThrownBy(() -> call(option, builder, values))
                .as(option.toString())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageMatching("[A-Za-z0-9]+: must be said once, got 'a second call'; remove one of the two");
    }

    @Test
    @SuppressWarnings("NullAway") // what a caller without null checks hands over
    void aVariableThatIsNotSetTakesNoProtectionAway() {
        assertThatThrownBy(() -> LiveFixtures.delivery(STACK).webAclArn(unset()))
                .hasMessage("webAclArn: must be a value, got 'null'; leave the call out where there is none");
        var live = LiveFixtures.delivery(STACK);
        assertThatThrownBy(() -> live.origin(LiveFixtures.v1().build()))
                .hasMessage("origin: must be said once, got 'a second call'; remove one of the two");
        assertThatThrownBy(() -> new ContainerCorsRule(List.of(), null, Duration.ZERO))
                .hasMessage("headers: must be a value, got 'null'; leave the call out where there is none");
        assertThatThrownBy(() -> LiveFixtures.v1().originShield().originShieldRegion("eu-west-1"))
                .hasMessage("originShield: must be said once, got 'a second call'; remove one of the two");
    }

    @SuppressWarnings("NullAway") // what a caller without null checks hands over
    private static String unset() {
        return System.getenv("NO_SUCH_VARIABLE");
    }

    private static Stream<Method> methods() {
        var library =
                DeliveryBuilder.class.getProtectionDomain().getCodeSource().getLocation();
        return new ClassFileImporter()
                .importUrl(library).stream()
                        .filter(type -> type.getPackageName().equals("io.github.cdkmediadelivery"))
                        .map(JavaClass::reflect)
                        .filter(EveryArgumentTest::isPublic)
                        .flatMap(type -> Stream.of(type.getDeclaredMethods()))
                        .filter(method -> Modifier.isPublic(method.getModifiers())
                                && !method.isSynthetic()
                                && !method.getDeclaringClass().isEnum()
                                && !NOT_OURS.contains(method.getName()))
                        .sorted((one, other) -> one.toString().compareTo(other.toString()));
    }

    private static boolean isPublic(@Nullable Class<?> type) {
        return type == null || (Modifier.isPublic(type.getModifiers()) && isPublic(type.getEnclosingClass()));
    }

    private static boolean takesNoNull(Parameter parameter) {
        return !parameter.getType().isPrimitive()
                && Arrays.stream(parameter.getAnnotatedType().getAnnotations()).noneMatch(Nullable.class::isInstance);
    }

    private static @Nullable Object call(Method method, @Nullable Object... values) throws Throwable {
        return call(method, receiver(method), values);
    }

    private static @Nullable Object call(Method method, @Nullable Object receiver, @Nullable Object... values)
            throws Throwable {
        try {
            method.setAccessible(true);
            return method.invoke(receiver, values);
        } catch (InvocationTargetException refused) {
            throw refused.getCause();
        }
    }

    private static @Nullable Object receiver(Method method) {
        return Modifier.isStatic(method.getModifiers()) ? null : fresh(method.getDeclaringClass());
    }

    /** Each builder is a new one. */
    private static Object fresh(Class<?> type) {
        if (type.equals(DeliveryBuilder.class)) {
            return MediaPackageOriginDistribution.Builder.create(STACK, "Delivery");
        }
        if (type.equals(AlarmBuilder.class)) {
            return DeliveryAlarms.Builder.create(STACK, "Watching");
        }
        if (type.equals(FileStoreBuilder.class)) {
            return S3LiveDistribution.Builder.create(STACK, "Live");
        }
        if (type.equals(OriginBuilder.class) || type.equals(MediaPackageOrigin.Builder.class)) {
            return LiveFixtures.v1();
        }
        if (type.equals(MediaPackageOrigin.V1Builder.class)) {
            return LiveFixtures.v1();
        }
        if (type.equals(MediaPackageOrigin.V2Builder.class)) {
            return LiveFixtures.v2();
        }
        if (type.equals(MediaPackageOrigin.VodBuilder.class)) {
            return LiveFixtures.vodGroup();
        }
        if (type.equals(PackagerOrigin.Builder.class)) {
            return PackagerOrigin.at(LiveFixtures.PACKAGER_HOST, PackagerAccess.open());
        }
        if (type.getSimpleName().equals("Builder")) {
            return begun(type);
        }
        return sample(type);
    }

    private static Object begun(Class<?> builder) {
        var create = Stream.of(builder.getDeclaredMethods())
                .filter(method -> Modifier.isStatic(method.getModifiers())
                        && method.getName().equals("create"))
                .findFirst();
        if (create.isEmpty()) {
            return AccessTokenRequest.builder();
        }
        var values = Stream.of(create.get().getParameterTypes())
                .map(type -> type.equals(String.class) ? "X-Sample" : sample(type))
                .toArray();
        try {
            return Objects.requireNonNull(call(create.get(), null, values));
        } catch (Throwable broken) {
            throw new AssertionError(builder.toString(), broken);
        }
    }

    private static Object sample(Class<?> type) {
        var known = SAMPLES.get(type);
        if (known == null) {
            known = made(type);
            SAMPLES.put(type, known);
        }
        return known;
    }

    private static Object made(Class<?> type) {
        if (type.isArray()) {
            return Array.newInstance(type.getComponentType(), 0);
        }
        if (type.isEnum()) {
            return type.getEnumConstants()[0];
        }
        var value = VALUES.get(type);
        if (value != null) {
            return value.apply(STACK);
        }
        if (type.isInterface()) {
            return Proxy.newProxyInstance(
                    type.getClassLoader(), new Class<?>[] {type}, (proxy, method, values) -> null);
        }
        throw new AssertionError("no sample of " + type);
    }

    private static DeliveryAlarms alarms(Stack stack) {
        return DeliveryAlarms.Builder.create(stack, "Alarms")
                .distribution(LiveFixtures.delivery(stack, "Alarmed").build())
                .build();
    }

    private static final Map<Class<?>, Function<Stack, Object>> VALUES = Map.ofEntries(
            Map.entry(String.class, stack -> "sample"),
            Map.entry(int.class, stack -> 404),
            Map.entry(long.class, stack -> 1L),
            Map.entry(boolean.class, stack -> true),
            Map.entry(double.class, stack -> 1.0),
            Map.entry(Duration.class, stack -> Duration.ofDays(1)),
            Map.entry(Instant.class, stack -> Instant.EPOCH),
            Map.entry(Construct.class, stack -> stack),
            Map.entry(Stack.class, stack -> stack),
            Map.entry(AddBehaviorOptions.class, stack -> AddBehaviorOptions.builder()
                    .build()),
            Map.entry(BehaviorOptions.class, stack -> Refusals.page()),
            Map.entry(CfnChannelGroup.class, LiveFixtures::group),
            Map.entry(Map.class, stack -> Map.of("sample", "sample")),
            Map.entry(AvailSuppression.class, stack -> AvailSuppression.afterLiveEdge(Duration.ZERO)),
            Map.entry(AdServerRequest.class, stack -> AdServerRequest.get()),
            Map.entry(
                    LivePreRoll.class, stack -> LivePreRoll.of("https://ads.example.com/pre", Duration.ofSeconds(30))),
            Map.entry(MediaTailorLogs.class, stack -> MediaTailorLogs.ofSessions(10)),
            Map.entry(MediaPackageAccess.class, stack -> MediaPackageAccess.open()),
            Map.entry(PackagerAccess.class, stack -> PackagerAccess.open()),
            Map.entry(PackagerOrigin.class, stack -> LiveFixtures.packager().build()),
            Map.entry(PackagerDistribution.class, stack -> PackagerDistribution.Builder.create(stack, "Packager")
                    .origin(LiveFixtures.packager().build())
                    .build()),
            Map.entry(CfnPackagingGroup.class, LiveFixtures::packagingGroup),
            Map.entry(SecretHeader.class, stack -> SecretHeader.Builder.create(stack, "Header", "X-Sample")
                    .build()),
            Map.entry(AccessLogs.class, stack -> AccessLogs.toS3()),
            Map.entry(S3AccessLogs.class, stack -> AccessLogs.toS3()),
            Map.entry(AccessTokenKeys.class, stack -> AccessTokenKeys.Builder.create(stack, "Keys")
                    .build()),
            Map.entry(AccessTokenSigner.class, stack -> AccessTokenSigner.create()),
            Map.entry(AllowedOrigins.class, stack -> AllowedOrigins.of("https://www.example.com")),
            Map.entry(ContentBucket.class, stack -> ContentBucket.created()),
            Map.entry(ContentBucket.Created.class, stack -> ContentBucket.created()),
            Map.entry(CorsRules.class, stack -> CorsRules.anyOrigin()),
            Map.entry(
                    CustomDomain.class,
                    stack -> CustomDomain.ofServerCertificate("ASCA1234567890ABCDEF", "www.example.com")),
            Map.entry(Distribution.class, stack -> Distribution.Builder.create(stack, "Plain")
                    .defaultBehavior(Refusals.page())
                    .build()),
            Map.entry(DeliveryAlarms.class, EveryArgumentTest::alarms),
            Map.entry(DeliveryDistribution.class, stack -> LiveFixtures.delivery(stack, "Watched")
                    .build()),
            Map.entry(WatchedDelivery.class, EveryArgumentTest::alarms),
            Map.entry(DeliveryPolicies.class, DeliveryPolicies::in),
            Map.entry(DeliveryQuotas.class, stack -> DeliveryQuotas.defaults()),
            Map.entry(ErrorCaching.class, stack -> ErrorCaching.live()),
            Map.entry(Failover.class, stack -> Failover.onErrors()),
            Map.entry(Failover.OnErrors.class, stack -> Failover.onErrors()),
            Map.entry(Failover.ByMediaQuality.class, stack -> Failover.mediaQuality()),
            Map.entry(HeaderSecret.class, stack -> HeaderSecret.generated("1")),
            Map.entry(MediaContainer.class, stack -> MediaContainer.created()),
            Map.entry(MediaContainer.Created.class, stack -> MediaContainer.created()),
            Map.entry(MediaPackageCdnAuthorization.class, stack -> MediaPackageCdnAuthorization.Builder.create(
                            stack, "Authorization")
                    .build()),
            Map.entry(MediaPackageEndpoint.class, stack -> LiveFixtures.v1Endpoint()),
            Map.entry(MediaPackageV2Endpoint.class, stack -> LiveFixtures.v2Endpoint("hls")),
            Map.entry(MediaPackageOrigin.class, stack -> LiveFixtures.v1().build()),
            Map.entry(MediaPackageOriginDistribution.class, stack -> LiveFixtures.delivery(stack, "Live")
                    .build()),
            Map.entry(MediaPackageV2Access.class, stack -> MediaPackageV2Access.originAccessControl()),
            Map.entry(MediaStoreAccess.class, stack -> MediaStoreAccess.originAccessControl()),
            Map.entry(
                    MediaTailorPlayback.class,
                    stack -> MediaTailorPlayback.created(
                            "news", "https://ads.example.com/vast", "/out/v1/news/one/hls")),
            Map.entry(MediaTailorSafeEdgeFunction.class, stack -> MediaTailorSafeEdgeFunction.Builder.create(
                            stack, "Guard", AllowedOrigins.of("https://www.example.com"))
                    .build()),
            Map.entry(MediaTailorTrust.class, stack -> MediaTailorTrust.forgeableUserAgent("mediatailor")),
            Map.entry(MediaTailorDistribution.class, stack -> MediaTailorDistribution.Builder.create(stack, "Ads")
                    .content(LiveFixtures.v1().build())
                    .playback(MediaTailorPlayback.existing())
                    .build()),
            Map.entry(FileStoreDistribution.class, stack -> S3LiveDistribution.Builder.create(stack, "Files")
                    .build()),
            Map.entry(OriginTimeouts.class, stack -> OriginTimeouts.forSegments(Duration.ofSeconds(6))),
            Map.entry(
                    StreamedAccessLogs.class,
                    stack -> AccessLogs.toFirehose("arn:aws:firehose:us-east-1:111122223333:deliverystream/lines")),
            Map.entry(ViewerAccess.class, stack -> ViewerAccess.open()),
            Map.entry(ViewerKey.class, stack -> KeyPairs.viewerKey(KeyPairs.ecdsa())));
}
