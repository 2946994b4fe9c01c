{ Stands for Delphi's unit of that name: Free Pascal 3.2 has no SHA-256. Written from FIPS 180-4 and RFC 2104. }
unit System.Hash;

{$modeswitch advancedrecords}
{$scopedenums on}
{$Q-}{$R-}

interface

uses
  SysUtils;

type
  THashSHA2 = record
  public type
    TSHA2Version = (SHA224, SHA256, SHA384, SHA512);
  public
    class function GetHMACAsBytes(const AData, AKey: TBytes;
      AHashVersion: TSHA2Version = TSHA2Version.SHA256): TBytes; static;
  end;

implementation

const
  K: array[0..63] of Cardinal = (
    $428a2f98, $71374491, $b5c0fbcf, $e9b5dba5, $3956c25b, $59f111f1, $923f82a4, $ab1c5ed5,
    $d807aa98, $12835b01, $243185be, $550c7dc3, $72be5d74, $80deb1fe, $9bdc06a7, $c19bf174,
    $e49b69c1, $efbe4786, $0fc19dc6, $240ca1cc, $2de92c6f, $4a7484aa, $5cb0a9dc, $76f988da,
    $983e5152, $a831c66d, $b00327c8, $bf597fc7, $c6e00bf3, $d5a79147, $06ca6351, $14292967,
    $27b70a85, $2e1b2138, $4d2c6dfc, $53380d13, $650a7354, $766a0abb, $81c2c92e, $92722c85,
    $a2bfe8a1, $a81a664b, $c24b8b70, $c76c51a3, $d192e819, $d6990624, $f40e3585, $106aa070,
    $19a4c116, $1e376c08, $2748774c, $34b0bcb5, $391c0cb3, $4ed8aa4a, $5b9cca4f, $682e6ff3,
    $748f82ee, $78a5636f, $84c87814, $8cc70208, $90befffa, $a4506ceb, $bef9a3f7, $c67178f2);

type
  TState = array[0..7] of Cardinal;

function Turned(X: Cardinal; By: Integer): Cardinal;
begin
  Result := (X shr By) or (X shl (32 - By));
end;

procedure Mix(var State: TState; const Data: TBytes; At: Integer);
var
  W: array[0..63] of Cardinal;
  S: TState;
  I: Integer;
  A, B: Cardinal;
begin
  for I := 0 to 15 do
    W[I] := (Cardinal(Data[At + 4 * I]) shl 24) or (Cardinal(Data[At + 4 * I + 1]) shl 16) or
      (Cardinal(Data[At + 4 * I + 2]) shl 8) or Data[At + 4 * I + 3];
  for I := 16 to 63 do
    W[I] := W[I - 16] + (Turned(W[I - 15], 7) xor Turned(W[I - 15], 18) xor (W[I - 15] shr 3)) + W[I - 7] +
      (Turned(W[I - 2], 17) xor Turned(W[I - 2], 19) xor (W[I - 2] shr 10));
  S := State;
  for I := 0 to 63 do
  begin
    A := S[7] + (Turned(S[4], 6) xor Turned(S[4], 11) xor Turned(S[4], 25)) +
      ((S[4] and S[5]) xor (not S[4] and S[6])) + K[I] + W[I];
    B := (Turned(S[0], 2) xor Turned(S[0], 13) xor Turned(S[0], 22)) +
      ((S[0] and S[1]) xor (S[0] and S[2]) xor (S[1] and S[2]));
    S[7] := S[6];
    S[6] := S[5];
    S[5] := S[4];
    S[4] := S[3] + A;
    S[3] := S[2];
    S[2] := S[1];
    S[1] := S[0];
    S[0] := A + B;
  end;
  for I := 0 to 7 do
    State[I] := State[I] + S[I];
end;

function Sha256(const Data: TBytes): TBytes;
const
  Start: TState = ($6a09e667, $bb67ae85, $3c6ef372, $a54ff53a, $510e527f, $9b05688c, $1f83d9ab, $5be0cd19);
var
  State: TState;
  Whole: TBytes;
  I, Size: Integer;
begin
  Size := Length(Data);
  SetLength(Whole, ((Size + 8) div 64 + 1) * 64);
  FillChar(Whole[0], Length(Whole), 0);
  for I := 0 to Size - 1 do
    Whole[I] := Data[I];
  Whole[Size] := $80;
  for I := 0 to 7 do
    Whole[Length(Whole) - 1 - I] := Byte((Int64(Size) * 8) shr (8 * I));
  State := Start;
  for I := 0 to Length(Whole) div 64 - 1 do
    Mix(State, Whole, 64 * I);
  SetLength(Result, 32);
  for I := 0 to 31 do
    Result[I] := Byte(State[I div 4] shr (24 - 8 * (I mod 4)));
end;

function Padded(const Key, Data: TBytes; Mask: Byte): TBytes;
var
  I: Integer;
begin
  SetLength(Result, 64 + Length(Data));
  for I := 0 to 63 do
    if I < Length(Key) then
      Result[I] := Key[I] xor Mask
    else
      Result[I] := Mask;
  for I := 0 to Length(Data) - 1 do
    Result[64 + I] := Data[I];
end;

class function THashSHA2.GetHMACAsBytes(const AData, AKey: TBytes; AHashVersion: TSHA2Version): TBytes;
var
  Key: TBytes;
begin
  if AHashVersion <> TSHA2Version.SHA256 then
    raise Exception.Create('only SHA-256');
  Key := AKey;
  if Length(Key) > 64 then
    Key := Sha256(Key);
  Result := Sha256(Padded(Key, Sha256(Padded(Key, AData, $36)), $5C));
end;

end.
