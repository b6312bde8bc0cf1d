// swift-format-ignore-file: AvoidRetroactiveConformances, AllPublicDeclarationsHaveDocumentation

public import Foundation
public import SCTP

extension SCTPError: @retroactive LocalizedError {
  public var errorDescription: String? { description }
}
