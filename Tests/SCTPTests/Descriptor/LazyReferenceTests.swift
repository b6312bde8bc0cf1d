import Testing

@testable import SCTP

@Suite struct LazyReferences {
  @Test("The first object that is stored stays") func firstObject() {
    let reference = LazyReference<Flag>()
    #expect(reference.load() == nil)
    let (first, second) = (Flag(), Flag())
    #expect(reference.storeIfNil(first) === first)
    #expect(reference.storeIfNil(second) === first)
    #expect(reference.load() === first)
  }

  @Test("The object lives as long as the reference") func objectLifetime() {
    weak var object: Flag?
    do {
      let reference = LazyReference<Flag>()
      object = reference.storeIfNil(Flag())
      #expect(object != nil)
      #expect(reference.load() === object)
    }
    #expect(object == nil)
  }

  @Test("Several threads that store an object agree on one") func concurrentStores() throws {
    for _ in 0..<100 {
      let holder = Holder()
      let stores = (0..<4).map { _ in Background { ObjectIdentifier(holder.reference.storeIfNil(Flag())) } }
      let stored = Set(try stores.map { try $0.value() })
      #expect(stored == [try #require(holder.reference.load().map { ObjectIdentifier($0) })])
    }
  }
}

private final class Holder: Sendable {
  let reference = LazyReference<Flag>()
}
