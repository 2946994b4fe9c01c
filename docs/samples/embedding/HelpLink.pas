{ Links into the help site from a program in Delphi, XE8 and later. }
unit HelpLink;

interface

type
  TPair = record
    Name, Value: string;
  end;
  TPairs = array of TPair;

const
  Site = 'https://help.example.org';
  Product = 'reader';
  KeyId = 'reader-2026';
  Seconds = 300; { how long a token is good; ten minutes are the most }

function Pair(const Name, Value: string): TPair;

{ An address for a help id, an error code or a tree. Needs no secret: the customer can change what it says. }
function HelpAddress(const Context: string; const Facts: TPairs; const Language: string): string;

{ The number of an error of Windows leads to the guide for it. }
function ErrorAddress(Code: Cardinal; const Facts: TPairs): string;

{ The same with a token. Call it where the secret is safe, on a server of yours; it opens once. }
function SignedAddress(const Context, Secret: string; const Facts, Identity: TPairs;
  const Language: string): string;

implementation

uses
  SysUtils, DateUtils, System.Hash;

function Pair(const Name, Value: string): TPair;
begin
  Result.Name := Name;
  Result.Value := Value;
end;

function Escaped(const Text: string): string;
var
  One: Byte;
begin
  Result := '';
  for One in TEncoding.UTF8.GetBytes(Text) do
    if AnsiChar(One) in ['A'..'Z', 'a'..'z', '0'..'9', '-', '.', '_', '~'] then
      Result := Result + Char(One)
    else
      Result := Result + '%' + IntToHex(One, 2);
end;

function HelpAddress(const Context: string; const Facts: TPairs; const Language: string): string;
var
  One: TPair;
  Query: string;
begin
  Query := '';
  for One in Facts do
    Query := Query + '&' + Escaped(One.Name) + '=' + Escaped(One.Value);
  if Language <> '' then
    Query := Query + '&lang=' + Escaped(Language);
  Result := Site + '/go/' + Escaped(Context);
  if Query <> '' then
    Result := Result + '?' + Copy(Query, 2, MaxInt);
end;

function ErrorAddress(Code: Cardinal; const Facts: TPairs): string;
begin
  Result := HelpAddress('0x' + IntToHex(Code, 8), Facts, '');
end;

{ Base64 for addresses: - and _ for + and /, nothing at the end. }
function Encoded(const Part: TBytes): string;
const
  Signs = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
var
  At, Count, Index, Bits: Integer;
begin
  Result := '';
  At := 0;
  while At < Length(Part) do
  begin
    Count := Length(Part) - At;
    if Count > 3 then
      Count := 3;
    Bits := Part[At] shl 16;
    if Count > 1 then
      Bits := Bits or (Part[At + 1] shl 8);
    if Count > 2 then
      Bits := Bits or Part[At + 2];
    for Index := 0 to Count do
      Result := Result + Signs[((Bits shr (18 - 6 * Index)) and 63) + 1];
    Inc(At, 3);
  end;
end;

{ A text as JSON writes it. }
function Quoted(const Text: string): string;
var
  One: Char;
begin
  Result := '"';
  for One in Text do
    if (One = '"') or (One = '\') then
      Result := Result + '\' + One
    else if One < ' ' then
      Result := Result + '\u' + IntToHex(Ord(One), 4)
    else
      Result := Result + One;
  Result := Result + '"';
end;

function Json(const Pairs: TPairs): string;
var
  One: TPair;
begin
  Result := '';
  for One in Pairs do
  begin
    if Result <> '' then
      Result := Result + ',';
    Result := Result + Quoted(One.Name) + ':' + Quoted(One.Value);
  end;
  Result := '{' + Result + '}';
end;

function Nonce: string;
var
  Id: TGUID;
begin
  CreateGUID(Id);
  Result := Copy(GUIDToString(Id), 2, 36);
end;

function UnixNow: Int64;
begin
  Result := DateTimeToUnix(Now, False);
end;

{ A JSON Web Token, HS256. }
function Token(const Secret: string; const Facts, Identity: TPairs): string;
var
  Header, Claims: string;
begin
  Header := '{"alg":"HS256","typ":"JWT","kid":' + Quoted(KeyId) + '}';
  Claims := '{"iss":' + Quoted(Product) + ',"aud":' + Quoted(Site) +
    ',"exp":' + IntToStr(UnixNow + Seconds) + ',"jti":' + Quoted(Nonce) +
    ',"facts":' + Json(Facts) + ',"identity":' + Json(Identity) + '}';
  Result := Encoded(TEncoding.UTF8.GetBytes(Header)) + '.' + Encoded(TEncoding.UTF8.GetBytes(Claims));
  Result := Result + '.' + Encoded(THashSHA2.GetHMACAsBytes(TEncoding.UTF8.GetBytes(Result),
    TEncoding.UTF8.GetBytes(Secret), THashSHA2.TSHA2Version.SHA256));
end;

function SignedAddress(const Context, Secret: string; const Facts, Identity: TPairs;
  const Language: string): string;
var
  Whole: TPairs;
begin
  SetLength(Whole, 1);
  Whole[0] := Pair('ctx', Token(Secret, Facts, Identity));
  Result := HelpAddress(Context, Whole, Language);
end;

end.
